/**
 * The page's whole style. No web font and no image: the page is one file, and the system's fonts are there on
 * every computer and phone. Colours carry meaning only together with a word.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;
--paper:#f6f4ef;--sheet:#ffffff;--ink:#1d2733;--soft:#566170;--line:#dfdcd3;--accent:#1f4f82;--accent-ink:#ffffff;--accent-soft:#e6eef7;
--stop:#a3202a;--stop-soft:#fbe9ea;--notice:#fff6df;--notice-line:#e3c778;
--t0:#2f6db0;--t1:#b4552d;--t2:#2e7d57;--t3:#7a4fa3;--t4:#a3376b;--t5:#7c6a12;--t6:#1f7a86;--t7:#55606e}
@media (prefers-color-scheme:dark){:root{
--paper:#12171e;--sheet:#1b222b;--ink:#e9edf2;--soft:#a5b0bd;--line:#313b47;--accent:#8fbdf0;--accent-ink:#0e1a28;--accent-soft:#22324a;
--stop:#ff9aa1;--stop-soft:#3d1f24;--notice:#30290f;--notice-line:#6d5b22;
--t0:#7fb2ec;--t1:#f0a07b;--t2:#7fcfa4;--t3:#c3a0ea;--t4:#ee93bd;--t5:#d9c45c;--t6:#74c9d4;--t7:#aab5c2}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:4rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 "Atkinson Hyperlegible Next","Atkinson Hyperlegible","Segoe UI Variable Text","Segoe UI",-apple-system,BlinkMacSystemFont,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:break-word}
.wrap{max-width:62rem;margin:0 auto;padding:0 1.25rem}
h1,h2,h3,h4,p,ul{margin:0;padding:0}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.25rem}
main:focus{outline:none}
small{font-size:.85em;color:var(--soft);font-weight:400}
.quiet{color:var(--soft);font-size:.925rem}
.skip{position:absolute;left:-100vw;top:.5rem;background:var(--accent);color:var(--accent-ink);padding:.5rem 1rem;border-radius:.375rem;z-index:2}
.skip:focus{left:.5rem}
.print-only{display:none}
.top{background:var(--sheet);border-bottom:1px solid var(--line);border-top:.4rem solid var(--accent);padding:1.75rem 0 1.5rem}
.school{color:var(--soft);font-size:.95rem}
.school span{white-space:nowrap}
h1{font-size:clamp(2rem,6vw,3rem);line-height:1.1;letter-spacing:-.02em;margin-top:.35rem}
.profile{display:block;font-size:1rem;letter-spacing:0;font-weight:600;color:var(--accent);line-height:1.6}
.lead{margin-top:.5rem;font-size:1.1rem;max-width:42rem}
.figures{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem 1.75rem;margin-top:1.1rem}
.figures b{font-size:1.35rem;font-variant-numeric:tabular-nums}
.prepared{margin-top:.6rem;color:var(--soft);font-size:.9rem}
.contents{position:sticky;top:0;background:var(--sheet);border-bottom:1px solid var(--line);z-index:1}
.contents .wrap{display:flex;flex-wrap:wrap;gap:0 1.75rem;padding-block:.4rem}
.contents a{white-space:nowrap;padding:.4rem 0;text-decoration:none;font-weight:600;font-size:.95rem}
.contents a:hover{text-decoration:underline}
.notice{margin-top:1.5rem;background:var(--notice);border:1px solid var(--notice-line);border-radius:.5rem;padding:.8rem 1rem;font-size:.95rem}
.part{margin-top:2.25rem}
h2{font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;margin-bottom:1rem}
.empty{background:var(--sheet);border:1px dashed var(--line);border-radius:.5rem;padding:1.5rem;text-align:center;color:var(--soft)}
.day{margin-bottom:1.75rem}
.day h3{display:flex;align-items:center;gap:.85rem;margin-bottom:.75rem;font-size:1.1rem;line-height:1.3}
.day-title::first-letter{text-transform:uppercase}
.date{flex:none;width:3.5rem;text-align:center;background:var(--accent);color:var(--accent-ink);border-radius:.5rem;padding:.3rem 0;line-height:1.15}
.date b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums}
.date i{display:block;font-style:normal;font-size:.75rem;font-weight:600}
.cards{display:grid;gap:.85rem}
.card{background:var(--sheet);border:1px solid var(--line);border-left:.35rem solid var(--tone);border-radius:.5rem;padding:1rem 1.15rem;break-inside:avoid}
.tone-0{--tone:var(--t0)}.tone-1{--tone:var(--t1)}.tone-2{--tone:var(--t2)}.tone-3{--tone:var(--t3)}.tone-4{--tone:var(--t4)}.tone-5{--tone:var(--t5)}.tone-6{--tone:var(--t6)}.tone-7{--tone:var(--t7)}
.subject{color:var(--tone);font-weight:700;font-size:.9rem}
h4{font-size:1.15rem;line-height:1.35;margin:.1rem 0 .4rem}
.prose{max-width:44rem}
.prose>*+*,.prose p+p{margin-top:.6rem}
.prose ul,.prose ol{padding-left:1.4rem;margin:.4rem 0}
.prose img{max-width:100%;height:auto}
.prose table{border-collapse:collapse;display:block;overflow-x:auto}
.prose td,.prose th{border:1px solid var(--line);padding:.3rem .55rem;text-align:left}
.prose blockquote{margin:.5rem 0;padding-left:.85rem;border-left:3px solid var(--line);color:var(--soft)}
.prose pre{overflow-x:auto;background:var(--paper);padding:.6rem;border-radius:.375rem}
.files-title{font-size:.85rem;font-weight:600;color:var(--soft);margin-top:.9rem}
.files{list-style:none;display:grid;gap:.4rem;margin-top:.4rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
.file a,.file.absent{display:flex;gap:.7rem;align-items:center;padding:.5rem .65rem;border:1px solid var(--line);border-radius:.5rem;text-decoration:none;color:var(--ink);background:var(--paper);height:100%}
.file a:hover{border-color:var(--accent)}
.file a:hover .file-name{text-decoration:underline}
.kind{flex:none;min-width:2.9rem;text-align:center;font-size:.7rem;font-weight:700;background:var(--accent-soft);color:var(--accent);border-radius:.3rem;padding:.3rem .35rem}
.absent .kind{background:none;border:1px dashed var(--line);color:var(--soft)}
.file.absent{border-style:dashed;color:var(--soft)}
.file-name{min-width:0;line-height:1.3;font-weight:600}
.file-name small{display:block}
.given{margin-top:.8rem;font-size:.85rem}
.past{margin-top:1rem;border-top:1px solid var(--line);padding-top:.5rem}
.past summary{cursor:pointer;font-weight:600;padding:.5rem 0}
.past[open] summary{margin-bottom:.75rem}
.past .date{background:var(--soft);color:var(--sheet)}
.pupils{display:grid;gap:.85rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));align-items:start}
.pupil{background:var(--sheet);border:1px solid var(--line);border-radius:.5rem;padding:.85rem 1rem;break-inside:avoid}
.pupil h3{font-size:1.05rem;line-height:1.3}
.given-name{font-weight:500}
.guardian{border-top:1px solid var(--line);margin-top:.6rem;padding-top:.6rem;font-size:.95rem}
.who{font-weight:600;line-height:1.35}
.who small{display:block}
.contacts{list-style:none;margin-top:.2rem}
.contacts a{overflow-wrap:anywhere}
.number{font-variant-numeric:tabular-nums;white-space:nowrap}
.guardian.blocked{background:var(--stop-soft);border:1px solid var(--stop);border-radius:.4rem;padding:.55rem .7rem}
.stop{font-size:.875rem;margin-top:.25rem}
.stop strong,.stop-word{display:inline-block;color:var(--stop);letter-spacing:.02em}
.call-sheet table{width:100%;border-collapse:collapse;background:var(--sheet);border:1px solid var(--line);font-size:.925rem;margin-top:.75rem}
.call-sheet th,.call-sheet td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
.call-sheet thead th{font-size:.85rem;color:var(--soft);font-weight:600}
.call-sheet .notes{width:26%}
.call-sheet .who-column{width:32%}
.pupil-row th{background:var(--accent-soft);font-size:.95rem}
.tick{width:5.5rem}
.box{display:inline-block;width:1.05rem;height:1.05rem;border:1.5px solid var(--soft);border-radius:.2rem;vertical-align:-.15rem}
tbody{break-inside:avoid}
.roll table,.timetable table{width:100%;border-collapse:collapse;background:var(--sheet);border:1px solid var(--line);margin-top:.75rem;font-size:.95rem}
.roll th,.roll td,.timetable th,.timetable td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
.roll .tick{width:2.6rem;border-left:1px solid var(--line);text-align:center}
.roll tbody th{font-weight:600}
.timetable thead th,.roll thead th{font-size:.85rem;color:var(--soft);font-weight:600}
.timetable .pupil-row th::first-letter{text-transform:uppercase}
.hand-to,.hand-form{background:var(--sheet);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.15rem}
.hand-form{margin-top:.85rem}
.hand-form>*+*{margin-top:.85rem}
.field label{display:block;font-weight:600;margin-bottom:.25rem}
.field small{display:block;margin-top:.25rem}
input,select,textarea,button{font:inherit;color:inherit}
.field select,.field textarea,.field input{width:100%;max-width:44rem;background:var(--paper);border:1px solid var(--soft);border-radius:.4rem;padding:.55rem .7rem}
button.primary{background:var(--accent);color:var(--accent-ink);border:0;border-radius:.4rem;padding:.7rem 1.3rem;font-weight:700;cursor:pointer}
.bottom{margin-top:3rem;border-top:1px solid var(--line);padding:1.25rem 0 2.5rem;color:var(--soft);font-size:.875rem}
@media (min-width:48rem){
.day{position:relative}
.day:not(.undated) .cards{margin-left:4.35rem}
.day:not(.undated)::before{content:"";position:absolute;left:1.75rem;top:4.5rem;bottom:.25rem;border-left:2px solid var(--line)}
}
@media (max-width:40rem){
.wrap{padding:0 1rem}
.contents{position:static}
.contents .wrap{gap:0 1.25rem}
.contents a{font-size:.875rem}
.call-sheet .notes,.call-sheet td:nth-child(5):not([colspan]){display:none}
.call-sheet th,.call-sheet td{padding:.4rem .45rem}
.tick{width:3.6rem}
.call-sheet thead th{font-size:.75rem;overflow-wrap:anywhere}
}
@media print{
:root{--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#1f4f82;--accent-ink:#fff;--accent-soft:#eef2f7;--stop:#a3202a;--stop-soft:#fff;--notice:#fff;--notice-line:#888;
--t0:#2f6db0;--t1:#b4552d;--t2:#2e7d57;--t3:#7a4fa3;--t4:#a3376b;--t5:#7c6a12;--t6:#1f7a86;--t7:#55606e}
@page{margin:15mm}
body{font-size:10.5pt}
.wrap{max-width:none;padding:0}
.contents,.skip,.in-pack,.hand-form,.past:not([open]){display:none}
.top{border-top:0;padding:0 0 .75rem}
.print-only{display:inline}
.print-only::before{content:"· "}
.date,.kind{border:1px solid var(--line);background:none;color:var(--ink)}
.pupils{grid-template-columns:1fr 1fr}
.day h3{break-after:avoid}
.call-sheet,#familles{break-before:page}
.day:not(.undated) .cards{margin-left:0}
.day:not(.undated)::before{display:none}
.call-sheet table{font-size:9.5pt}
thead{display:table-header-group}
a{color:inherit;text-decoration:none}
.file a{color:inherit}
}
`
