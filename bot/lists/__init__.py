"""Lists in print, whole: “A、B和C等6家”, “一是…二是…”, one item a line.

Doors: `choose.py` (`listing`: the list that is asked for), `paraphrased.py` (`enumerated`: one in
other words), `enumerations.py` (all lists of a sentence), `counts.py` (the records).
"""
