"""Benchmarks (性能对比): ours, the peer its users would otherwise take, and the floor, side by side in one run."""
