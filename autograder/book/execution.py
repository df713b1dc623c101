"""How do several chapters run at a time?

MyST-NB runs a chapter when Sphinx reads it, one after the other. What is not in its cache is run
here before, in as many kernels as there are processors, while Sphinx reads; MyST-NB then finds it
in the cache.
"""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

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


class Run(NamedTuple):
    """A page that runs: its file, its cells, what they were read with, and what is awaited."""

    path: Path
    notebook: Any
    form: Any
    result: Future[Any]


def execute_ahead(app: Any, env: Any, docnames: list[str]) -> None:
    """Begin to run the pages among `docnames` whose cells are not in the cache.

    They are read last, and in the order in which they run, the longest first. A page that fails is
    left to MyST-NB, which runs it again and says what is wrong.
    """
    settings = env.mystnb_config
    jobs = int(os.environ.get(JOBS) or processors())
    if settings.execution_mode != "cache" or jobs == 1:
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
            waiting[docname] = path, notebook, reader.read_fmt
    if len(waiting) < 2:
        return

    def execute(path: Path, notebook: Any) -> Any:
        try:
            return single_nb_execution(
                notebook,
                cwd=str(path.parent),
                allow_errors=False,
                timeout=settings.execution_timeout,
                meta_override=True,
            )
        except DeadKernelError:
            return None  # MyST-NB runs the page again, and says of which cell it died

    order = sorted(waiting, key=lambda docname: -waiting[docname][0].stat().st_size)
    docnames[:] = [docname for docname in docnames if docname not in waiting] + order
    pool = ThreadPoolExecutor(jobs)
    runs = {}
    for docname in order:
        path, notebook, form = waiting[docname]
        runs[docname] = Run(path, notebook, form, pool.submit(execute, path, notebook))

    def wait_for(_app: Any, docname: str, _source: list[str]) -> None:
        if docname in runs:
            _keep(cache, runs.pop(docname))

    app.connect("source-read", wait_for)
    app.connect("build-finished", lambda *_: pool.shutdown(cancel_futures=True))


def _keep(cache: Any, run: Run) -> None:
    """Put what a page's cells gave into the cache, when it is there."""
    result = run.result.result()
    if result is None or result.err is not None:
        return
    logger.info("%s: ran for %.1f s", run.path.name, result.time)
    uri = cache.add_nb_to_project(str(run.path), read_data=run.form).uri
    bundle = CacheBundleIn(run.notebook, uri, data={"execution_seconds": result.time})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
