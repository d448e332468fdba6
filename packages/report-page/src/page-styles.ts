import { Html } from './html.ts';

/** Colours, type and print layout. Left is always orange and solid, right is blue and dashed. */
export const pageStyles = new Html(`
:root{--ink:#1c1b19;--soft:#5c5852;--rule:#d9d5cd;--paper:#fff;--wash:#f5f3ee;--left:#b84a00;--right:#1b5e9e;--accent:#6b3fa0;--heat:107 63 160;--warn:#8a4b00;color-scheme:light}
@media screen and (prefers-color-scheme:dark){:root{--ink:#eceae5;--soft:#b0aba2;--rule:#45423d;--paper:#191816;--wash:#24221f;--left:#ff9a4d;--right:#6cb2f5;--accent:#c3a0f0;--heat:160 120 215;--warn:#f0b56a;color-scheme:dark}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:.94rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
h1{font-size:2em;line-height:1.15;letter-spacing:-.02em;overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;padding-bottom:.1em}
h2{font-size:1.15em;line-height:1.2;margin-bottom:.4rem}
h3{font-size:.9rem}
section{margin-top:1.6rem}
.part{margin-top:.6rem;border-top:1px solid var(--rule);padding-top:.6rem}
.part>summary{cursor:pointer;padding:.3rem 0}
.part>summary h2{display:inline;margin:0}
.part[open]>summary{margin-bottom:.6rem}
.part h3{margin-top:1rem}
small{font-size:.8em;color:var(--soft);font-weight:400}
.eyebrow{font-size:.75rem;letter-spacing:.1em;text-transform:uppercase;color:var(--accent);font-weight:600}
.facts{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;margin-top:.3rem;color:var(--soft)}
.summary{font-size:1.1em;max-width:46em}
.summary+.summary{margin-top:.2em}
.unseen+.summary{font-weight:600}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.caption{font-size:.8rem;line-height:1.35;color:var(--soft);margin-top:.3rem}
ol.caption{padding-left:1.4em}
.missing{color:var(--soft);font-size:.85rem;line-height:1.3;font-style:italic}
table .missing,.list .missing{font-size:1em}
.missing b{font-style:normal;color:var(--ink)}
.doubt{white-space:nowrap;font-size:.8em;color:var(--warn)}
.doubt::before{content:"≈ "}
.trust,.value{white-space:nowrap}
.trust.low{color:var(--warn)}
.error{color:var(--soft);font-weight:400;font-size:.85em;white-space:nowrap}
.wide i{display:block;font-style:normal;font-size:.85em;color:var(--soft);white-space:nowrap}
.figures{display:grid;grid-template-columns:repeat(4,1fr);gap:.6rem}
.figure{background:var(--wash);border-radius:.4rem;padding:.55rem .7rem;border:1px solid transparent;font-size:.8rem;line-height:1.3}
.figure.low{border:1px dashed var(--warn)}
.figure dt{font-weight:600}
.figure .big .error{font-size:.7em}
.figure .big{font-size:1.5rem;line-height:1.2;font-weight:650;letter-spacing:-.01em}
.figure .doubts{color:var(--soft);font-size:.7rem;margin-top:.2rem}
.timing-plots{display:grid;grid-template-columns:1fr 2.4fr;gap:1.2rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}
.small-plots{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem 1.4rem;margin-top:.6rem}
figure{padding:0 .4rem}
svg{display:block;width:100%;overflow:visible}
svg svg{overflow:visible}
.canvas *{vector-effect:non-scaling-stroke}
path,line{fill:none;stroke-linecap:round;stroke-linejoin:round}
text{font-size:11px;fill:var(--soft)}
text.number,text.count,text.middle{text-anchor:middle}
text.end{text-anchor:end}
text.mark{font-size:10px;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
text.count{font-size:10px}
text.one{font-weight:700;fill:var(--ink)}
.phrase{fill:var(--wash)}
.grid{stroke:var(--rule);stroke-width:1px}
.axis{stroke:var(--soft);stroke-width:1px}
.centre{stroke:var(--soft);stroke-width:1px;stroke-dasharray:2 3}
.on-beat{fill:var(--soft);opacity:.16}
.bar{fill:var(--accent)}
.median{stroke:var(--ink);stroke-width:2.5px}
.dots{stroke:var(--ink);stroke-width:5px}
.dots.fine{stroke-width:2.5px}
.beat{stroke:var(--soft);stroke-width:1px;stroke-linecap:butt}
.beat.one{stroke:var(--ink);stroke-width:1.6px}
.line{stroke-width:1.6px}
.line.energy,.line.centre{stroke:var(--accent);stroke-dasharray:none}
.line.left{stroke:var(--left)}
.line.right{stroke:var(--right);stroke-dasharray:4 3}
.spread{stroke:none;opacity:.25}
.spread.energy,.spread.centre{fill:var(--accent)}
.spread.left{fill:var(--left)}
.spread.right{fill:var(--right)}
.base{fill:var(--soft);opacity:.25}
.stands{stroke-width:5px;stroke-linecap:butt}
.stands.left{stroke:var(--left)}
.stands.right{stroke:var(--right)}
.side.left{fill:var(--left);stroke:var(--left)}
.side.right{fill:var(--right);stroke:var(--right)}
.side.low{fill:none;stroke-dasharray:3 2;stroke-width:1.3px}
table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.3}
th,td{text-align:left;padding:.25rem .5rem .25rem 0;vertical-align:top;border-bottom:1px solid var(--rule)}
th[scope=row]{font-weight:400}
thead th{font-size:.75rem;color:var(--soft);vertical-align:bottom}
thead small{display:block}
th.number,td.number{text-align:right;padding-right:0;padding-left:.5rem}
td.number+td,th.number+th{padding-left:1rem}
.bars th[scope=row]{white-space:nowrap}
.bars td{vertical-align:middle}
.bars td:nth-child(2){width:50%}
.bars td.number{white-space:nowrap}
.bars .sides{font-weight:400;width:50%}
.ends{display:flex;justify-content:space-between;gap:.5rem;white-space:nowrap}
.group th{font-weight:650;padding-top:.9rem;border-bottom-color:var(--soft)}
.metrics thead th:first-child{width:46%;min-width:11rem}
.wide{white-space:nowrap}
.wide .strip{width:22%;min-width:8rem;padding-left:.5rem}
.strip svg{overflow:hidden}
.strip .dots{stroke-width:4.5px}
.strip *{vector-effect:non-scaling-stroke}
.shaded{background:rgb(var(--heat)/calc(var(--shade)*.4))}
.wide td.number{padding-right:.35rem}
.none{color:var(--soft)}
.scroll{overflow-x:auto}
.list{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem;font-size:.85rem;margin-top:.5rem}
.list div{display:flex;justify-content:space-between;gap:1rem;padding:.25rem 0;border-bottom:1px solid var(--rule)}
.list dd{text-align:right;overflow-wrap:anywhere}
.list .missing{text-align:right}
.ranges{list-style:none;font-size:.8rem;line-height:1.35;margin-top:.2rem}
.cautions ul{padding-left:1.2em;font-size:.9rem}
.key{white-space:nowrap}
.key::before{content:"";display:inline-block;width:1.3em;vertical-align:.25em;margin-right:.35em;border-top:2.5px solid var(--left)}
.key.right::before{border-top:2.5px dashed var(--right)}
@media screen and (max-width:44rem){
main{padding:1rem 1rem 3rem}
h1{font-size:1.6em}
.pair,.list{grid-template-columns:minmax(0,1fr)}
.bars{font-size:.78rem}
.bars td:nth-child(2),.bars .sides{width:36%}
.ends{white-space:normal}
.bars td.number small{display:block}
.timing-plots{grid-template-columns:1fr;gap:.8rem}
.small-plots{grid-template-columns:1fr 1fr;gap:1rem}
.figures{grid-template-columns:1fr 1fr}
.metrics table{font-size:.76rem}
.metrics thead th:first-child{width:38%;min-width:6.5rem}
.metrics td,.metrics thead th,.metrics td.number+td,.metrics th.number+th{padding-left:.4rem;padding-right:0}
.metrics thead th:first-child{padding-left:0}
.metrics .trust span{display:none}
}
@page{margin:10mm 12mm}
@media print{
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{font-size:9pt}
body{line-height:1.3}
main{max-width:none;padding:0}
h1{font-size:15pt}
.summary{max-width:none}
h2{font-size:1.1rem;margin-bottom:.6mm}
.bars svg{height:4mm}
section{margin-top:2.2mm}
.first{break-after:page}
.first+section{margin-top:0}
.figures{gap:2mm}
.figure{padding:1.1mm 2mm;line-height:1.22}
.figure .big{font-size:13.5pt}
section,figure,tr,li,p,.list div{break-inside:avoid}
.part:not([open]){display:none}
.part{margin-top:2.2mm;padding-top:0;border:0}
.part>summary{list-style:none;padding:0}
.phrases,.metrics{break-inside:auto}
h2,h3,thead,.group,.phrases>.caption{break-after:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
table{font-size:7.8pt}
th,td{padding-top:.35mm;padding-bottom:.35mm}
.bars th,.bars td{padding-top:0;padding-bottom:0}
.wide{font-size:7.2pt}
.wide .strip{min-width:0}
}
`);
