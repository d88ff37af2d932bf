#!/usr/bin/env bash
# From the passages in data/ to models/e5-small-yue-zh-en/evidence.onnx:  models/train/evidence/run.sh WORK
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$here/../../.."
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --no-deps -r "$here/../embedder/requirements.txt"
fi
[ -f "$work/examples.jsonl" ] || npx tsx "$here/tokens.ts" "$work"
"$work/venv/bin/python" "$here/train.py" "$work"
"$work/venv/bin/python" "$here/export.py" "$work" models/e5-small-yue-zh-en/evidence.onnx
