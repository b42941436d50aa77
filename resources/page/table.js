// The numbers behind a view, as a real table: made when it is opened, and kept up while it is open.

const mostCells = 1500;  // beyond, one row at a time

function headCell(text, scope) {
    return element('th', { scope, dir: 'auto' }, text);
}

function bodyRow(row) {
    return element('tr', {}, headCell(cellText(row[0]), 'row'), ...row.slice(1).map((cell) => element('td', { dir: 'auto' }, cellText(cell))));
}

function tableElement(caption, columns, rows) {
    return element('table', {},
        element('caption', { dir: 'auto' }, caption),
        element('thead', {}, element('tr', {}, ...columns.map((name) => headCell(String(name), 'col')))),
        element('tbody', {}, ...rows.map(bodyRow)));
}

/** One row stood on end: its columns are the rows. */
function rowTable({ caption, columns, rows }, at) {
    const row = rows[at];
    return tableElement(`${caption}: ${cellText(row[0])}`, [String(columns[0]), cellText(row[0])],
        columns.slice(1).map((name, k) => [String(name), row[k + 1]]));
}

/** A disclosure beneath a view; call what is returned when something changed. */
function createValues(view, title) {
    const holder = element('div', { class: 'values-scroll', tabindex: '0', role: 'region', 'aria-label': `Values of ${title}` });
    const chooser = element('select', { 'aria-label': 'Row' });
    const pick = element('label', { class: 'row-chooser', hidden: true }, 'Row ', chooser);
    const details = element('details', { class: 'values' }, element('summary', {}, 'Values'), pick, holder);
    let offered = '';

    function offer(rows) {
        const names = rows.map((row, k) => `${k + 1} ${cellText(row[0])}`);
        if (names.join('\n') === offered)
            return;
        const at = Math.min(Number(chooser.value) || 0, rows.length - 1);
        offered = names.join('\n');
        chooser.replaceChildren(...names.map((name, k) => element('option', { value: k, dir: 'auto' }, name)));
        chooser.value = Math.max(0, at);
    }
    function update() {
        if (!details.open)
            return;
        const table = view.table();
        const large = table.rows.length * table.columns.length > mostCells;
        pick.hidden = !large;
        if (large)
            offer(table.rows);
        holder.replaceChildren(large ? rowTable(table, Number(chooser.value)) : tableElement(table.caption, table.columns, table.rows));
    }
    details.addEventListener('toggle', update);
    chooser.addEventListener('change', update);
    return { details, update };
}
