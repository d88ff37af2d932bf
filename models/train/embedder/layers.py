"""Trained layers on disk: their products as int8 with a scale a row, as they will be used, the rest as float32."""

import numpy as np
import torch


def as_rows(value):
    scale = np.maximum(np.abs(value).max(1), 1e-8).astype(np.float32) / 127
    return np.round(value / scale[:, None]).astype(np.int8), scale


def save_layers(state, file):
    """Without the word and position tables, which are never trained."""
    arrays = {}
    for name, value in state.items():
        value = np.asarray(value.detach().float().cpu()) if torch.is_tensor(value) else value
        if name.startswith(("word.", "pos.")):
            continue
        if value.ndim == 2 and name.startswith("layers."):
            arrays[f"{name}.int8"], arrays[f"{name}.scale"] = as_rows(value)
        else:
            arrays[name] = value.astype(np.float32)
    np.savez_compressed(file, **arrays)


def load_layers(file):
    """Names to float32 arrays."""
    with np.load(file) as arrays:
        state = {name: arrays[name] for name in arrays.files}
    products = [name.removesuffix(".int8") for name in state if name.endswith(".int8")]
    for name in products:
        state[name] = state.pop(f"{name}.int8").astype(np.float32) * state.pop(f"{name}.scale")[:, None]
    return state
