"""The look of the HTML report: one style sheet, nothing from elsewhere.

Each article has a hue, each of its parts a shade. The number before an article says the same
without colour. Used by `bot/check_report.py`.
"""

# Neighbours on a page differ as far as eight hues allow, also for most who see red and green alike.
HUES = (212, 32, 150, 285, 52, 340, 186, 100)

STYLE = (
    """
:root{color-scheme:light dark;--page:#f6f5f1;--sheet:#fff;--ink:#1d1d1b;--quiet:#6d6a63;
--none:#8d8a83;--line:#dedbd2;--alarm:#b3261e;--alarm-soft:#fbe9e7;--fine:#2e6b3a;
--s:74%;--body:93%;--head:81%;--mid:87%;--name:27%}
@media(prefers-color-scheme:dark){:root{--page:#161615;--sheet:#1e1e1c;--ink:#e9e6df;
--quiet:#a19d94;--none:#88847b;--line:#383631;--alarm:#ff8a80;--alarm-soft:#3a201d;--fine:#86c993;
--s:38%;--body:17%;--head:30%;--mid:23%;--name:78%}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:78rem;padding:1.5rem 1.25rem 4rem;background:var(--page);
color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",
sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:0;display:inline}
h3{font-size:.8rem;margin:0 0 .4rem;color:var(--quiet);font-weight:600;letter-spacing:.04em}
a{color:inherit;text-underline-offset:.2em}p{margin:.2rem 0}small,.quiet{color:var(--quiet)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem .5rem;margin:1rem 0;font-size:.9rem}
.legend span{padding:.05rem .5rem;border-radius:.3rem}
.files{border-collapse:collapse;width:100%;margin:1rem 0 2rem;background:var(--sheet);
border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
.files td{padding:.35rem .75rem;border-top:1px solid var(--line);vertical-align:baseline}
.files tr:first-child td{border-top:0}.files .n{text-align:right;white-space:nowrap}
.bad{color:var(--alarm);font-weight:600}.good{color:var(--fine)}
.page{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;
margin:0 0 2rem;padding:1rem 1.25rem 1.25rem}
.page header{display:flex;flex-wrap:wrap;gap:.2rem .9rem;align-items:baseline;
padding-bottom:.6rem;margin-bottom:.9rem;border-bottom:1px solid var(--line)}
.page header .count{margin-left:auto}.text i{display:block;height:.55em}
.grid{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:1.75rem;align-items:start}
.text{white-space:pre-wrap;line-height:1.95;color:var(--none);font-size:1rem}
.text span{color:var(--ink);background:hsl(var(--h) var(--s) var(--body));padding:.14em 0;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
span.kicker,span.subtitle{background:hsl(var(--h) var(--s) var(--mid))!important;font-weight:500}
span.headline{background:hsl(var(--h) var(--s) var(--head))!important;font-weight:700}
.text span.headline{font-size:1.12em}
span.byline{color:hsl(var(--h) 70% var(--name))!important;
background:hsl(var(--h) var(--s) var(--body));font-weight:600;
text-decoration:underline dotted;text-underline-offset:.35em;text-decoration-thickness:1px}
span.body{background:hsl(var(--h) var(--s) var(--body))}
span.caption{background:repeating-linear-gradient(-45deg,hsl(var(--h) var(--s) var(--body)) 0 .5em,
hsl(var(--h) var(--s) var(--mid)) .5em 1em)!important}
span.banner{background:none!important;color:var(--quiet)!important;font-weight:700;
box-shadow:inset 0 -.14em var(--line)}
.none{color:var(--none)}
.chip,.pin{display:inline-block;min-width:1.45em;padding:0 .35em;border-radius:.8em;
font:600 .75rem/1.45em system-ui,sans-serif;text-align:center;text-decoration:none;
vertical-align:.12em;white-space:nowrap;align-self:start}
.chip{background:hsl(var(--h) 55% 38%);color:#fff;margin-right:.35em}
.pin{background:var(--alarm);color:var(--sheet);margin:0 .2em;border-radius:.3em}
.text span.flaw{text-decoration:underline wavy var(--alarm) 2px;text-underline-offset:.28em;
text-decoration-skip-ink:none}
aside{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow:auto;font-size:.88rem}
aside ol,aside ul{list-style:none;margin:0 0 1.2rem;padding:0}
aside li{margin:0 0 .5rem;display:grid;grid-template-columns:auto 1fr;column-gap:.35rem}
aside li>.chip,aside li>.pin{margin:.15rem 0 0 .1rem}
aside li a.to{text-decoration:none}aside li a.to:hover{text-decoration:underline}
aside small{display:block}
.findings li{background:var(--alarm-soft);border-radius:.4rem;padding:.4rem .6rem .45rem .4rem}
.findings q{display:block;color:var(--ink)}
li:target,.pin:target,.chip:target{outline:2px solid var(--alarm);outline-offset:2px}
@media(max-width:56rem){body{padding:1rem .6rem 3rem}.page{padding:.8rem}
.grid{display:flex;flex-direction:column;gap:1rem}.text{order:2}
aside{position:static;max-height:none;width:100%;order:1}.files td{padding:.3rem .45rem}}
@media print{body{max-width:none;background:#fff;padding:0;font-size:10pt}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.page{border:0;padding:0;break-before:page}.grid{grid-template-columns:minmax(0,1fr) 5cm}
aside{position:static;max-height:none}aside li{break-inside:avoid}.text{line-height:1.7}}
"""
    + "".join(f".a{number}{{--h:{hue}}}" for number, hue in enumerate(HUES))
    + "\n"
)
