"""Pages -> the next generation; only what is new or changed is read, cut and embedded.

Doors: `build.py` (`build`) and `watch.py`. What is not made again comes from `carry_over.py` (the
last generation), `cache.py` (vectors) and `pages.py` (files that were read before). `embedding.py`
makes vectors here, `on_ray.py`, which alone knows Ray, on other machines.
"""
