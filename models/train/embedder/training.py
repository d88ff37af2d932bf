"""What both trainings share: the texts, the rate of each step, the rounding of int8, and the running mean that is kept."""

import math
import random

import torch

from model import Encoder, Product
from texts import DEVICE, load


def seed(number):
    random.seed(number)
    torch.manual_seed(number)
    torch.backends.cuda.matmul.allow_tf32 = True


def split(work, options):
    """The articles to train with, and those that only measure."""
    passages = load(work, "passages")
    training = [p for p in passages if not p["heldOut"]][: options.articles]
    return training, [p for p in passages if p["heldOut"]][: options.held_out]


def encoder(state):
    model = Encoder(len(state["word.weight"]))
    model.load_state_dict(state)
    return model.to(DEVICE)


def rounded(model, on):
    for part in model.modules():
        if isinstance(part, Product):
            part.rounded = on


def rate(step, steps, warm, least):
    """Share of the peak rate: `warm` steps up, then half a cosine to `least`."""
    return min(1, (step + 1) / warm) * (least + (1 - least) * (0.5 + 0.5 * math.cos(math.pi * step / steps)))


class RunningMean:
    """Of a model's weights: what is kept at the end. @param most share of the mean that a step leaves"""

    def __init__(self, model, most):
        self.most, self.steps = most, 0
        self.state = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def add(self, model):
        self.steps += 1
        keep = min(self.most, self.steps / (self.steps + 9))
        for name, value in model.state_dict().items():
            self.state[name].lerp_(value, 1 - keep)
