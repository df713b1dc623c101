"""How do several chapters run at a time?

MyST-NB runs a chapter when Sphinx reads it, one after the other. What is not in its cache is run
here before, in as many kernels as there are processors; MyST-NB then finds it there.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbclient.exceptions import DeadKernelError
from sphinx.util import logging

from autograder.processors import processors

logger = logging.getLogger(__name__)
# How many chapters run at once, where it is not as many as there are processors.
JOBS = "BOOK_JOBS"


def execute_ahead(app: Any, env: Any, docnames: list[str]) -> None:
    """Run the pages among `docnames` whose cells are not in the cache, and put them there.

    A page that fails is left to MyST-NB, which runs it again and says what is wrong.
    """
    settings = env.mystnb_config
    if settings.execution_mode != "cache":
        return
    cache = get_cache(settings.execution_cache_path)
    waiting = {}
    for docname in docnames:
        path = Path(env.doc2path(docname))
        text = path.read_text(encoding="utf-8")
        reader = create_nb_reader(str(path), env.myst_config, settings, text)
        if reader is None:
            continue  # a page without cells
        notebook = reader.read(text)
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            waiting[path] = notebook, reader.read_fmt
    if len(waiting) < 2:
        return

    def run(path: Path) -> Any:
        try:
            return single_nb_execution(
                waiting[path][0],
                cwd=str(path.parent),
                allow_errors=False,
                timeout=settings.execution_timeout,
                meta_override=True,
            )
        except DeadKernelError:
            return None  # MyST-NB runs the page again, and says of which cell it died

    with ThreadPoolExecutor(int(os.environ.get(JOBS) or processors())) as pool:
        for path, result in zip(waiting, pool.map(run, waiting), strict=True):
            if result is not None and result.err is None:
                logger.info("%s: ran for %.1f s", path.name, result.time)
                notebook, form = waiting[path]
                uri = cache.add_nb_to_project(str(path), read_data=form).uri
                bundle = CacheBundleIn(notebook, uri, data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
