#!/usr/bin/env bash
# From the passages in data/ to the evidence model of models/e5-small-yue-zh-en:  models/train/passages/run.sh WORK
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$here/../../.."
model=models/e5-small-yue-zh-en
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --no-deps -r "$here/../embedder/requirements.txt"
fi
python=$work/venv/bin/python
[ -f "$work/passages.json" ] || npx tsx "$here/texts.ts" "$work"
"$python" "$here/../evidence/train.py" "$work" "$model"
"$python" "$here/../evidence/export.py" "$work" "$model/evidence.onnx"
