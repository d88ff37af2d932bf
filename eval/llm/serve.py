"""Serves a GGUF file as llama.cpp's server does: python serve.py MODEL PORT CONTEXT_TOKENS THREADS"""

import sys

import xllamacpp

model, port, context, threads = sys.argv[1], *map(int, sys.argv[2:])
settings = xllamacpp.CommonParams()
settings.model.path = model
settings.hostnames = ["127.0.0.1"]
settings.port = port
settings.n_ctx = context
# A second slot would halve the context that each request may fill.
settings.n_parallel = 1
settings.cpuparams.n_threads = threads
settings.cpuparams_batch.n_threads = threads
server = xllamacpp.Server(settings)
print(server.listening_address, flush=True)
# Whoever started it holds the other end: however that process ends, the server does not outlive it.
sys.stdin.read()
