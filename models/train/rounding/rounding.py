"""How inputs and weights of a product are brought to few bits with little loss."""

from dataclasses import dataclass, field

import numpy as np

# A processor without VNNI adds two products of a byte and a weight in 16 bits: 2 * 255 * 64 is the most they hold.
LEVELS = 64
# Rows that are rounded together: an input has one scale for all of a batch. The reader reads one passage at a time, for which
# fewer would do.
BATCH = 8


@dataclass
class Inputs:
    """What came into a group of products: the extremes of each row's channels, and the sums of products of channels."""

    most: list = field(default_factory=list)
    least: list = field(default_factory=list)
    squares: np.ndarray | float = 0.0
    count: int = 0

    def add(self, values):
        """@param values tokens x channels"""
        self.most.append(values.max(0))
        self.least.append(values.min(0))
        self.squares = self.squares + values.T @ values
        self.count += len(values)

    @property
    def moments(self):
        return self.squares / self.count

    def ranges(self):
        """Extremes of each batch's channels."""
        whole = len(self.most) // BATCH * BATCH
        most, least = (np.array(v[:whole]).reshape(-1, BATCH, len(v[0])) for v in (self.most, self.least))
        return most.max(1), least.min(1)


def noise(by, weight, moments, ranges):
    """
    Expected squared error of a group's outputs, of its rounded inputs and its rounded weights, where inputs are divided by
    `by` and the weights' rows multiplied: uniform rounding, a step's square by twelve.
    """
    most, least = ranges
    step = (np.maximum(0, (most / by).max(1)) - np.minimum(0, (least / by).min(1))) / 255
    scaled = weight * by[:, None]
    scale = scales(scaled)
    off = (np.rint(scaled / scale) * scale - scaled) / by[:, None]
    return (step**2).mean() / 12 * (by**2 * (weight**2).sum(1)).sum(), (off * (moments @ off)).sum()


def scales(weight):
    most = np.abs(weight).max(0) / LEVELS
    return np.where(most > 0, most, 1)


def smoothing(weight, inputs):
    """
    By what to divide each channel (Xiao et al. 2023, “SmoothQuant”): a power of its inputs' extreme over one of its weights',
    and more where that would leave it beyond the others. The least noise of those tried.

    @returns the divisors, and the noise that they leave of inputs and of weights, as shares of the outputs' power
    """
    ranges, moments = inputs.ranges(), inputs.moments
    extreme = np.maximum(ranges[0].max(0), -ranges[1].min(0)) + 1e-6
    most = np.abs(weight).max(1) + 1e-9
    power = (weight * (moments @ weight)).sum()
    best, least = None, None
    for of_input in (0, 0.25, 0.5, 0.75):
        for of_weight in (0, 0.25, 0.5):
            by = extreme**of_input / most**of_weight
            by /= np.exp(np.log(by).mean())
            left = extreme / by
            for rank in (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96):
                tried = by * np.maximum(1, left / np.sort(left)[-1 - rank])
                off = noise(tried, weight, moments, ranges)
                if best is None or sum(off) < sum(least):
                    best, least = tried, off
    return best, *(off / power for off in least)


def rounded_rows(weight, scale, moments, damp=0.01, block=128):
    """
    A row after the other, those to come making up for what it lost (Frantar et al. 2023, “GPTQ”): the rows whose inputs are
    the greatest first.

    @param weight inputs x outputs @param scale of each output @param moments inputs x inputs @returns int8
    """
    count, moments = len(weight), moments.copy()
    np.fill_diagonal(moments, np.where(np.diag(moments) > 0, np.diag(moments), 1))
    order = np.argsort(-np.diag(moments))
    moments, left = moments[np.ix_(order, order)], weight[order].astype(np.float64)
    moments[np.arange(count), np.arange(count)] += damp * np.diag(moments).mean()
    upper = np.linalg.cholesky(np.linalg.inv(moments)).T
    rows = np.empty(weight.shape, np.int8)
    for start in range(0, count, block):
        end = min(count, start + block)
        errors = np.zeros((end - start, weight.shape[1]))
        for i in range(start, end):
            row = np.clip(np.rint(left[i] / scale), -LEVELS, LEVELS)
            rows[order[i]] = row
            errors[i - start] = (left[i] - row * scale) / upper[i, i]
            left[i + 1 : end] -= np.outer(upper[i, i + 1 : end], errors[i - start])
        left[end:] -= upper[start:end, end:].T @ errors
    return rows
