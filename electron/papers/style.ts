/**
 * The style of everything that is printed. One ink: grey carries nothing that black does not also say. Sizes are in
 * points and millimetres, as paper is measured; the window shows the same rules on a reduced page.
 *
 * Address of a letter: 105 mm from the left and 55 mm from the top lie behind the window of a DL envelope (110 × 220 mm,
 * window of 100 × 35 or 100 × 45 mm, 20 mm from the right and the bottom), wherever the folded sheet slides inside.
 */
export const PAPER_STYLE = `
@page{size:A4;margin:19mm 15mm 16mm}
@page wide{size:A4 landscape;margin:17mm 12mm 13mm}
@page letter{size:A4;margin:20mm}
@page labels{size:A4;margin:0}
.paper{margin:0;background:#fff;color:#000;font:10.5pt/1.4 "Atkinson Hyperlegible Next","Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word;text-align:left;letter-spacing:0;-webkit-print-color-adjust:exact}
.paper *{box-sizing:border-box}
.paper .part{break-after:page;position:relative}
.paper .part:last-child{break-after:auto}
.paper .wide{page:wide}.paper .letter{page:letter}.paper .labels{page:labels}
.paper h1,.paper h2,.paper h3,.paper p,.paper ul,.paper ol,.paper dl,.paper dd,.paper figure{margin:0;padding:0}
.paper h1{font-size:19pt;line-height:1.15;font-weight:600}
.paper .of-class{font-weight:400;padding-left:2mm}
.paper h2{font-size:12.5pt;line-height:1.25;margin:5mm 0 2mm;break-after:avoid}
.paper h3{font-size:10.5pt;line-height:1.3;break-after:avoid}
.paper .sheet-head{border-bottom:.6mm solid #000;padding-bottom:2.5mm;margin-bottom:4.5mm}
.paper .lead{font-size:10pt;color:#333;margin-top:1mm}
.paper .soft{color:#444}.paper .small{font-size:8.5pt;line-height:1.3}
.paper .empty{border:.25mm dashed #777;padding:6mm;text-align:center;color:#333}
.paper table{width:100%;border-collapse:collapse;font-size:9.5pt;line-height:1.25}
.paper th,.paper td{text-align:left;vertical-align:top;padding:1.3mm 1.8mm;border-bottom:.2mm solid #999}
.paper thead th{border-bottom:.4mm solid #000;vertical-align:bottom;font-size:8.5pt}
.paper tr{break-inside:avoid}
.paper .number{white-space:nowrap;font-variant-numeric:tabular-nums}
.paper .tick{display:inline-block;width:3.4mm;height:3.4mm;border:.3mm solid #000;border-radius:.4mm;vertical-align:-.5mm}
.paper .day{display:grid;grid-template-columns:19mm 1fr;column-gap:5mm;padding:3mm 0;border-top:.2mm solid #777}
.paper .day:first-of-type{border-top:0;padding-top:0}
.paper .date{text-align:center;border:.4mm solid #000;border-radius:1.5mm;padding:1mm 0 1.2mm;align-self:start;line-height:1.1;font-size:8.5pt;break-inside:avoid}
.paper .date b{display:block;font-size:17pt;line-height:1.1}
.paper .date .undated{font-size:8pt;padding:1.5mm 1mm;display:block}
.paper .day h2{margin:0 0 1.5mm;font-size:10.5pt}
.paper .work{display:grid;grid-template-columns:5.5mm 1fr;padding-bottom:3mm;break-inside:avoid}
.paper .work:last-child{padding-bottom:0}
.paper .work .tick{margin-top:.7mm}
.paper .subject{font-size:8.5pt;font-weight:600;letter-spacing:.02em}
.paper .work h3{font-size:11.5pt}
.paper .prose{margin-top:.8mm}
.paper .prose>*+*,.paper .prose p+p{margin-top:1mm}
.paper .prose ul,.paper .prose ol{padding-left:5mm}
.paper .prose table{width:auto;margin-top:1mm}.paper .prose td,.paper .prose th{border:.2mm solid #999}
.paper .prose img{display:none}
.paper .prose a{color:inherit}
.paper .files{list-style:none;margin-top:1.2mm;font-size:9pt}
.paper .files li::before{content:"› "}
.paper .calls tbody{break-inside:avoid}
.paper .calls .pupil th{background:#ececec;font-size:10pt;border-bottom:.2mm solid #999}
.paper .calls .pupil .soft{font-weight:400;font-size:8.5pt;padding-left:2mm}
.paper .calls .phone{font-size:11pt;font-weight:600}
.paper .calls .who{width:50mm}.paper .calls .number{width:34mm}.paper .calls .results{width:39mm}
.paper .calls .number .small{display:block;color:#444}
.paper .calls .who small{display:block;font-size:8pt;color:#444}
.paper .calls .results{white-space:nowrap;font-size:8.5pt}
.paper .calls .results span+span{margin-left:2.5mm}
.paper .calls .blocked{font-weight:600}
.paper .names td:first-child,.paper .names th:first-child{width:9mm;text-align:right;color:#444}
.paper .names td{height:7.2mm;vertical-align:middle}
.paper .names.dense td,.paper .names.dense th{height:5.9mm;padding-block:.5mm}
.paper .names .blank{border-left:.2mm solid #999;width:19mm}
.paper .names .number{width:24mm}
.paper .grid{table-layout:fixed}
.paper .grid th,.paper .grid td{border:.2mm solid #888;padding:.4mm 1mm;vertical-align:middle}
.paper .grid thead th{text-align:center;font-size:7.5pt;line-height:1.15;font-weight:400;border-bottom:.4mm solid #000}
.paper .grid thead th b{display:block;font-size:9.5pt}
.paper .grid .who{width:56mm;text-align:left;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.paper .grid .long{font-size:6.8pt;letter-spacing:-.01em}
.paper .grid thead .who{font-size:8.5pt}
.paper .grid tbody tr:nth-child(even) td,.paper .grid tbody tr:nth-child(even) th{background:#f1f1f1}
.paper .grid tbody td{height:6.2mm}
.paper .grid.dense tbody td{height:4.9mm}.paper .grid.dense{font-size:8.5pt}
.paper .grid.tight{font-size:7.5pt;line-height:1.1}.paper .grid.tight tbody td{height:3.85mm}.paper .grid.tight tbody th,.paper .grid.tight tbody td{padding-block:0}.paper .grid.tight tfoot td,.paper .grid.tight tfoot th{height:5mm}
.paper .grid tfoot{display:table-row-group}
.paper .grid tfoot td,.paper .grid tfoot th{height:6mm;border-top:.4mm solid #000}
.paper .form h2{margin:4.5mm 0 1mm;padding:1mm 2mm;background:#ececec;font-size:11pt}
.paper .lines{display:grid;grid-template-columns:repeat(6,1fr);column-gap:5mm}
.paper .line{grid-column:span 6;display:flex;align-items:flex-end;gap:2mm;min-height:9mm;font-size:9.5pt}
.paper .line.half{grid-column:span 3}.paper .line.third{grid-column:span 2}
.paper .line i{flex:1;border-bottom:.25mm dotted #000;min-width:10mm;height:5mm}
.paper .line b{font-size:11pt;font-weight:600}
.paper .ways{display:flex;flex-wrap:wrap;gap:1mm 7mm;list-style:none;margin-top:2mm}
.paper .legal{margin-top:4mm;font-size:8.2pt;line-height:1.35;color:#222}
.paper .sign{display:flex;justify-content:space-between;margin-top:5mm;font-size:9.5pt}
.paper .sign span{width:45%}
.paper .sender{position:absolute;left:0;top:0;width:75mm;font-size:9.5pt;line-height:1.35}
.paper .sender b{display:block;font-size:11pt}
.paper .address{position:absolute;left:85mm;top:35mm;width:85mm;height:24mm;font-size:10.5pt;line-height:4.6mm}
.paper .address h1{font-size:inherit;line-height:inherit;font-weight:600}
.paper .address>*{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.paper .fold{position:absolute;left:-16mm;width:5mm;border-top:.2mm solid #666;height:0}
.paper .fold.first{top:79mm}.paper .fold.second{top:178mm}
.paper .letter-text{padding-top:84mm;font-size:11pt;line-height:1.5}
.paper .letter-text .place{text-align:right;margin-bottom:6mm}
.paper .letter-text .object{font-weight:600;margin-bottom:5mm}
.paper .letter-text p{white-space:pre-line;margin-bottom:3.2mm}
.paper .label{position:absolute;display:flex;flex-direction:column;justify-content:center;padding:0 6mm;overflow:hidden;font-size:10pt;line-height:1.3}
.paper .label p{overflow-wrap:anywhere}
.paper .label .big{font-weight:600;font-size:11pt}
.paper .labels-page{position:relative;width:210mm;height:296.8mm;overflow:hidden}
.paper .cover{padding-top:62mm}
.paper .cover .school{font-size:12pt;color:#333}
.paper .cover h1{font-size:32pt;line-height:1.1;margin:2mm 0}
.paper .cover .sub{font-size:15pt}
.paper .cover .rule{border-top:1mm solid #000;width:30mm;margin:9mm 0}
.paper .cover h2{font-size:11pt;margin:0 0 2mm}
.paper .cover ol{padding-left:6mm;font-size:12pt;line-height:1.8}
.paper .cover .notice{margin-top:14mm;border:.4mm solid #000;border-radius:1.5mm;padding:3.5mm 4.5mm;font-size:9.5pt}
.paper .figures{display:flex;gap:9mm;list-style:none;margin-bottom:5mm}
.paper .figures b{display:block;font-size:17pt;line-height:1.1}
.paper .figures li{font-size:9pt}
`
