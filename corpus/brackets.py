"""The quotation marks and brackets of print: what opens and, in the same order, what closes."""

# Around anything.
OPENING, CLOSING = "“‘「『《（(【〈[", "”’」』》）)】〉]"
# Around names, titles and sayings.
TITLE_OPENING, TITLE_CLOSING = "“「『《", "”」』》"
