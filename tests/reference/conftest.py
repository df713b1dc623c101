import os

# JAX is the judge here, and each small program is compiled once: compile fast, not fast code.
os.environ.setdefault(
    "XLA_FLAGS",
    "--xla_backend_optimization_level=0 --xla_cpu_use_fusion_emitters=false "
    "--xla_cpu_parallel_codegen_split_count=1",
)

import jax

jax.config.update("jax_enable_x64", True)
