#!/usr/bin/env python3
"""The entropy of one random feature map as the paper's code is described to compute it (arXiv 2302.00986), on PyTorch, one thread.

Needs Debian's python3-torch. 'fogbell bench entropies' runs it; prints one JSON object: milliseconds of processor time a round.
"""
import json, math, sys, time
import torch

channels, positions, rounds = (int(argument) for argument in sys.argv[1:4])
torch.set_num_threads(1)
torch.manual_seed(0)
rows = torch.rand(channels, positions)
neighbour = max(1, channels // 10)
millis = []
with torch.no_grad():
    for _ in range(rounds + 1):
        before = time.process_time()
        total = 0.0
        for row in rows:
            distances = ((rows - row) ** 2).sum(1).sqrt()
            total += distances.sort().values[neighbour].item()
        value = math.log1p(total)
        millis.append(1e3 * (time.process_time() - before))
print(json.dumps({"entropy": value, "millis": millis[1:]}))
