"""Writes the trained evidence model as ONNX:  python export.py WORK FILE"""
import sys
from pathlib import Path

import onnxruntime
import torch
from network import BITS, Evidence, Odds

work, file = Path(sys.argv[1]), sys.argv[2]
network = Evidence()
network.load_state_dict(torch.load(work / "evidence.pt"))
odds = Odds(network).eval()
rows, asked, longest, most = 2, 7, 30, 3
example = {
    "question": torch.sign(torch.randn(asked, BITS)),
    "weights": torch.rand(asked, 2),
    "tokens": torch.sign(torch.randn(rows, longest, BITS)),
    "positions": torch.arange(longest).repeat(rows, 1),
    "mask": torch.ones(rows, longest),
    "pool": torch.rand(rows, most, longest),
    "similarities": torch.rand(rows, most),
    "same": torch.tensor([0, 1]),
}
axes = {
    "question": {0: "asked"},
    "weights": {0: "asked"},
    "tokens": {0: "rows", 1: "longest"},
    "positions": {0: "rows", 1: "longest"},
    "mask": {0: "rows", 1: "longest"},
    "pool": {0: "rows", 1: "most", 2: "longest"},
    "similarities": {0: "rows", 1: "most"},
    "same": {0: "rows"},
    "log_odds": {0: "rows", 1: "most"},
}
expected = odds(*example.values())
torch.onnx.export(odds, tuple(example.values()), file, input_names=list(example), output_names=["log_odds"], dynamic_axes=axes, opset_version=17)
given = onnxruntime.InferenceSession(file).run(None, {name: value.numpy() for name, value in example.items()})[0]
print(f"{Path(file).stat().st_size} bytes, largest difference {abs(given - expected.detach().numpy()).max():.1e}")
