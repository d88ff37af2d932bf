#!/usr/bin/env bash
# From the passages in data/ and public pairs to the embedder and the reader:  models/train/passages/run.sh WORK [DATA]
# WORK holds the environment, the texts and what each run trained; a second call goes on after the last whole step.
# Writes into models/e5-small-yue-zh-en. Made on a GPU; on two cores it would take days, by what a few steps take.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
data=$(cd "${2:-$here/../../../../shared/data}" && pwd)
# The first int8 model (sha256 f9b8d0d5...ce29b), which lies beside the data: all training starts from its layers.
start=$data/../models/e5-small-yue-zh-en
# Where threads spin at a barrier while other programs hold the cores, steps take several times as long.
export OMP_WAIT_POLICY=passive

cd "$here/../../.."
model=models/e5-small-yue-zh-en
embedder=models/train/embedder
evidence=models/train/evidence
rounding=models/train/rounding
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --no-deps -r "$embedder/requirements.txt"
fi
python=$work/venv/bin/python

[ -f "$work/weights.json.gz" ] || npx tsx "$here/texts.ts" "$work" "$data/train"

tune() { [ -f "$work/$1.npz" ] || "$python" "$embedder/tune.py" "$work" "$start" "$work/$1.npz" --data "$data/eval" "${@:2}"; }
# Four runs that differ in their articles, their batches and in how far they may go; then their mean, with some of the start.
tune T --steps 1500 --articles 2444
tune B --steps 350 --articles 2067 --anchor 0.5 --neighbours 0
tune U --steps 980 --articles 4022 --seed 2
tune V --steps 980 --articles 4022 --seed 3 --anchor 0.5 --neighbours 0.25 --agree 0.6
"$python" "$embedder/mix.py" "$work" "$start" "$work/mean.npz" --shares T:0.175 B:0.175 U:0.275 V:0.275 start:0.1
# Three more, two of them from that mean.
tune L1 --articles 5004 --steps 900 --seed 6 --begin "$work/mean.npz" --rate 6e-5
tune L2 --articles 5004 --steps 900 --seed 7 --anchor 0.5 --neighbours 0.25 --agree 0.6
tune L3 --articles 5004 --steps 900 --seed 8 --begin "$work/mean.npz" --rate 6e-5 --anchor 0.5 --neighbours 0.8
"$python" "$embedder/mix.py" "$work" "$start" "$work/mean3.npz"
"$python" "$embedder/export.py" "$work/mean3.npz" "$start" "$model"
"$python" "$rounding/smooth.py" embedder "$work" "$model"
# The reader before takes its tables from where they no longer are.
rm -f "$model/evidence.onnx"
"$python" "$embedder/means.py" "$work" "$model"
npx tsx "$embedder/token-means.ts" "$data/train/pairs.tsv.gz" "$model"
"$python" "$embedder/evaluate.py" --tokenizer "$model/tokenizer.json" --data "$data/eval" \
  --means "$model/language-means.json" "$model/onnx/model_quantized.onnx"

reader() { [ -f "$work/$1.npz" ] || "$python" "$evidence/train.py" "$work" "$2" "$work/$1.npz" "${@:3}"; }
reader R "$start" --articles 2444
# Three that read with all twelve layers, one of them from the start; one that reads with eight learns from them, then, with
# more articles, from the first of them alone. With all articles two more of twelve layers; the one that is kept goes on from
# the one of eight, and learns from the first and these two, twice with the rates of a whole run.
reader a "$model" --articles 3154 --begin "$work/R.npz" --epochs 4.8 --rate 7e-5 --seed 11
reader b "$model" --articles 3154 --begin "$work/R.npz" --epochs 4.8 --rate 7e-5 --seed 12 --exits 8 12 --rounded 2 --other 0.35
reader c "$model" --articles 3154 --epochs 4.8 --seed 13 --exits 8 12 --rounded 2
reader s "$model" --articles 3154 --begin "$work/a.npz" --exits 8 --teachers "$work/a.npz" "$work/b.npz" "$work/c.npz" \
  --epochs 3 --rate 5e-5 --rounded 0.5 --seed 21
reader s2 "$start" --articles 4022 --begin "$work/s.npz" --exits 8 --teachers "$work/a.npz" \
  --epochs 2.1 --rate 5e-5 --rounded 0.5 --seed 31
reader d "$start" --articles 5004 --begin "$work/a.npz" --epochs 1.8 --rate 6e-5 --rounded 0.6 --seed 41
reader e "$start" --articles 5004 --begin "$work/a.npz" --epochs 2 --rate 8e-5 --rounded 2 --other 0.35 --seed 42
taught() { reader "$1" "$start" --exits 8 --rate 5e-5 --rounded 0.5 "${@:2}"; }
teachers=(--articles 5004 --teachers "$work/a.npz" "$work/d.npz" "$work/e.npz")
taught s3 "${teachers[@]}" --begin "$work/s2.npz" --epochs 1.5 --seed 43
taught s4 "${teachers[@]}" --begin "$work/s3.npz" --epochs 2 --seed 44
# With all there are now, two teachers of twelve layers, the first eight of which are s4's; s6 learns from them and from s4.
deeper() { reader "$1" "$model" --articles 5987 --begin "$work/s4.npz" --exits 8 12 --epochs 2 --rounded 2 "${@:2}"; }
deeper f --rate 7e-5 --seed 61
deeper g --rate 1e-4 --other 0.35 --hidden 0.05 --seed 62
teachers=(--articles 5987 --teachers "$work/f.npz" "$work/g.npz" "$work/s4.npz")
taught s5 "${teachers[@]}" --begin "$work/s4.npz" --epochs 1.8 --seed 65
taught s6 "${teachers[@]}" --begin "$work/s5.npz" --epochs 1.8 --seed 66
"$python" "$evidence/export.py" "$work/s6.npz" "$model"
"$python" "$rounding/smooth.py" reader "$work" "$model"
