/**
 * The script of the PRONOTE-like space: one page, screens after `#`, and grids that draw only the rows that show,
 * recycled while one scrolls. Written for the demonstration; nothing of the vendor's is in it.
 */
export const APP_SCRIPT = `
(function () {
  'use strict'
  var HEIGHT = 34, DRAWN = 20
  var root = document.documentElement, total = 0
  root.dataset.gestes = '0'
  ;['click','dblclick','mousedown','pointerdown','keydown','input','change','submit','focusin','paste','drop'].forEach(function (kind) {
    addEventListener(kind, function () { total++; root.dataset.gestes = String(total) }, true)
  })
  var COLUMNS = {
    liste: [['Élève', 'eleve'], ['Né(e) le', 'ne'], ['Classe', 'classe'], ['E-mail', 'mel'], ['Responsable', 'resp'], ['Tél. responsable', 'tel'], ['Projet d’accompagnement', 'projet']],
    cahier: [['Pour le', 'pour'], ['Matière', 'matiere'], ['Travail à faire', 'travail'], ['Pièces jointes', 'pj']]
  }
  var TITLES = { liste: 'Liste des élèves', cahier: 'Cahier de textes' }
  var picker = document.getElementById('classe'), place = document.getElementById('ecran'), heading = document.getElementById('titre')
  function where() { var parts = location.hash.slice(1).split('/'); return { screen: COLUMNS[parts[0]] ? parts[0] : 'liste', classe: decodeURIComponent(parts[1] || picker.value) } }
  picker.addEventListener('change', function () { location.hash = where().screen + '/' + encodeURIComponent(picker.value) })
  function cell(row, role, text, markup) {
    var node = document.createElement('div')
    node.setAttribute('role', role)
    node.className = 'cellule'
    if (markup) node.innerHTML = text; else node.textContent = text
    row.appendChild(node)
  }
  function draw(grid, body, screen, items) {
    var inner = document.createElement('div')
    inner.style.height = items.length * HEIGHT + 'px'
    inner.style.position = 'relative'
    body.appendChild(inner)
    var pool = []
    function paint() {
      var first = Math.max(0, Math.min(items.length - DRAWN, Math.floor(body.scrollTop / HEIGHT) - 2))
      for (var index = 0; index < Math.min(DRAWN, items.length); index++) {
        var row = pool[index]
        if (!row) { row = pool[index] = document.createElement('div'); row.setAttribute('role', 'row'); row.className = 'rang'; inner.appendChild(row) }
        var item = items[first + index]
        row.style.top = (first + index) * HEIGHT + 'px'
        row.setAttribute('aria-rowindex', String(first + index + 2))
        row.textContent = ''
        COLUMNS[screen].forEach(function (column) { cell(row, 'gridcell', item[column[1]], column[1] === 'travail' || column[1] === 'pj') })
      }
    }
    var waiting = 0
    body.addEventListener('scroll', function () { clearTimeout(waiting); waiting = setTimeout(paint, 30) })
    paint()
    grid.setAttribute('aria-busy', 'false')
  }
  function show() {
    var at = where()
    picker.value = at.classe
    heading.textContent = TITLES[at.screen]
    document.title = TITLES[at.screen] + ' – Espace Professeurs'
    place.textContent = ''
    var grid = document.createElement('div')
    grid.setAttribute('role', 'grid')
    grid.setAttribute('aria-busy', 'true')
    var titles = document.createElement('div')
    titles.setAttribute('role', 'row')
    titles.setAttribute('aria-rowindex', '1')
    titles.className = 'rang titres'
    COLUMNS[at.screen].forEach(function (column) { cell(titles, 'columnheader', column[0], false) })
    grid.appendChild(titles)
    var body = document.createElement('div')
    body.setAttribute('role', 'rowgroup')
    body.className = 'corps'
    grid.appendChild(body)
    place.appendChild(grid)
    fetch('/pronote/donnees?ecran=' + at.screen + '&classe=' + encodeURIComponent(at.classe)).then(function (answer) { return answer.json() }).then(function (data) {
      if (where().classe !== at.classe || where().screen !== at.screen) return
      grid.setAttribute('aria-rowcount', String(data.lignes.length + 1))
      draw(grid, body, at.screen, data.lignes)
    }, function () { place.textContent = 'Les données n’ont pas pu être chargées.' })
  }
  addEventListener('hashchange', show)
  show()
})()
`
