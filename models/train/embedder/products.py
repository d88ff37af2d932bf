"""The products of a graph that onnxruntime's dynamic quantization wrote, as groups that share one rounded input."""

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# How the factors of a smoothed group's inputs are named.
SHARE = "_share"


@dataclass
class Product:
    """MatMulInteger, Cast, Mul by both scales."""

    node: onnx.NodeProto
    cast: onnx.NodeProto
    scales: onnx.NodeProto
    result: onnx.NodeProto
    weight: str
    scale: str


@dataclass
class Group:
    """
    One DynamicQuantizeLinear and the products that take what it rounds. `share` names what its inputs are multiplied by
    before; None where ../rounding/smooth.py has not been.
    """

    quantizer: onnx.NodeProto
    share: str | None
    products: list

    @property
    def input(self):
        return self.quantizer.input[0]


class Products:
    def __init__(self, path):
        # The reader's tables lie in another file, and stay there.
        self.model = onnx.load(str(path), load_external_data=False)
        self.graph = self.model.graph
        self.tensors = {t.name: t for t in self.graph.initializer}
        self.users, self.maker = {}, {}
        for node in self.graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
            for name in node.output:
                self.maker[name] = node
        groups = {}
        for node in self.graph.node:
            if node.op_type == "MatMulInteger":
                quantizer = self.maker[node.input[0]]
                share = next((name for name in self.maker[quantizer.input[0]].input if name.endswith(SHARE)), None)
                groups.setdefault(quantizer.name, Group(quantizer, share, [])).products.append(self._product(node))
        self.groups = list(groups.values())

    def _product(self, node):
        cast = self.users[node.output[0]][0]
        result = self.users[cast.output[0]][0]
        scales = self.maker[next(name for name in result.input if name != cast.output[0])]
        scale = next(name for name in scales.input if name in self.tensors)
        if self.values(node.input[3]).any():
            raise SystemExit(f"{node.input[1]} has zero points: it was not quantized symmetrically")
        return Product(node, cast, scales, result, node.input[1], scale)

    def expect_plain(self, path):
        """@throws SystemExit where inputs are multiplied already."""
        if any(group.share for group in self.groups):
            raise SystemExit(f"{path} is smoothed: begin with the graph that ../rounding/smooth.py was given")

    def values(self, name):
        return numpy_helper.to_array(self.tensors[name])

    def put(self, name, values):
        old = self.values(name)
        if (old.shape, old.dtype) != (values.shape, values.dtype):
            raise SystemExit(f"{name} is {old.dtype} {old.shape}, and the new one {values.dtype} {values.shape}")
        self.tensors[name].CopyFrom(numpy_helper.from_array(values, name))

    def weight(self, product):
        """In float32: inputs x outputs."""
        return self.values(product.weight).astype(np.float32) * self.values(product.scale)

    def whole(self, group, product):
        """In float32, outputs x inputs, and what the inputs are multiplied by before they are rounded as a part of it."""
        return self.weight(product).T * (self.values(group.share) if group.share else 1)

    def bias(self, product):
        """The name of what is added to a product: of its tensors the only one with a telling name."""
        return self.added_to(product.result.output[0])

    def added_to(self, value):
        added = self.users[value][0]
        return next(name for name in added.input if name in self.tensors)

    def values_before(self, group):
        """
        Where a group takes what attention has weighted: the product that made the values; else None.

        A channel there is a channel of the values, since attention only adds rows.
        """
        node = self.maker[group.input]
        if node.op_type != "Reshape":
            return None
        while not (node.op_type == "Add" and any(name in self.tensors for name in node.input)):
            node = self.maker[node.input[1 if node.op_type == "MatMul" else 0]]
        return next(p for g in self.groups for p in g.products if p.result.output[0] in node.input)

    def without_rounding(self, groups):
        """Takes the rounding out of these groups."""
        for group in groups:
            for product in group.products:
                name = f"{product.weight}_float"
                self.graph.initializer.append(numpy_helper.from_array(self.weight(product), name))
                plain = helper.make_node("MatMul", [group.input, name], [product.result.output[0]], f"{product.node.name}_float")
                self.graph.node.insert(list(self.graph.node).index(product.node), plain)
                for node in (product.node, product.cast, product.scales, product.result):
                    self.graph.node.remove(node)
                for old in (product.weight, product.scale, product.node.input[3]):
                    self.graph.initializer.remove(self.tensors[old])
            self.graph.node.remove(group.quantizer)
            self.groups.remove(group)

    def divide(self, group, by):
        """Has a group's input divided, channel by channel, before it is rounded: in the values' scales, or by a Mul."""
        made = self.values_before(group)
        if made:
            for name in (made.scale, self.bias(made)):
                self.put(name, (self.values(name) / by).astype(np.float32))
            return
        name, out = f"{group.input}{SHARE}", f"{group.input}_smoothed"
        self.graph.initializer.append(numpy_helper.from_array((1 / by).astype(np.float32), name))
        share = helper.make_node("Mul", [group.input, name], [out], name)
        self.graph.node.insert(list(self.graph.node).index(group.quantizer), share)
        group.quantizer.input[0] = out

    def probe(self, names, path):
        """Writes the graph with these values among its outputs."""
        probed = onnx.ModelProto()
        probed.CopyFrom(self.model)
        probed.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
        path.write_bytes(probed.SerializeToString())
