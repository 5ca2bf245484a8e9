"""Analysis code of the MLOps research compendium.

The rooms follow the flow of the data, and imports only point to the left:

``numerals``, ``templates`` -> ``formats``, ``datafiles`` -> ``published`` ->
``percentages`` -> ``survey`` -> ``sources``, ``ageing`` -> ``lifecycle`` ->
``experiments`` -> ``evidence`` -> ``figures``, ``tables`` -> ``notebook``, ``cli``.

>>> from mlops_study import percentages, published
>>> table1 = published.Paper().table("table1")
>>> percentages.top_box(table1).tolist()
[80, 80, 80, 85, 75]
"""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("mlops-study")
