package intake

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// Row is what a row of a table says. Columns that are empty are left out.
type Row struct {
	Line   int
	Task   model.TaskID // "" if it names none
	Label  model.Text
	Fields []model.Field // the other columns, with one value each
	Short  int           // how many cells it has, if they are fewer than the header's
	Empty  []Emptied     // the cells that say that they are empty
}

// Emptied is a cell that says that it is empty, such as NULL.
type Emptied struct {
	Column string
	Text   model.Text
}

// String returns the cell in words, safe to print.
func (e Emptied) String() string {
	return fmt.Sprintf("%s in the column %s", e.Text.Line(), model.Text(e.Column).Line())
}

// Row understands a record. The error says why it cannot, in words that follow
// "line 3".
func (t *Table) Row(rec cells.Record) (Row, error) {
	row := Row{Line: rec.Line}
	if rec.Wrong != "" {
		return row, errors.New(rec.Wrong)
	}
	n := len(rec.Cells)
	for n > len(t.Columns) && cells.Trim(rec.Cells[n-1]) == "" {
		n--
	}
	if n > len(t.Columns) {
		return row, fmt.Errorf("has %d cells where the header has %d: is there a separator in a cell without quotes?", n, len(t.Columns))
	}
	if n < len(t.Columns) {
		row.Short = n
	}
	if word := t.summary(rec.Cells[:n]); word != "" {
		return row, fmt.Errorf("sums others up (%q) and is no row", shown(word))
	}
	if t.plain >= 0 && t.plain < n && cells.Trim(rec.Cells[t.plain]) != "" && !cells.NoID(rec.Cells[t.plain]) {
		if err := t.decide(rec.Cells[t.plain]); err != nil {
			return row, err
		}
	}
	for i, cell := range rec.Cells[:n] {
		if cells.Trim(cell) == "" {
			continue
		}
		if err := t.cell(&row, i, cell); err != nil {
			return row, err
		}
	}
	if id := encodedBeside(string(row.Task), rec.Cells[:n]); id != "" {
		row.Task = model.TaskID(id)
	}
	return row, nil
}

// encodedBeside returns the only cell beside a UUID that can be nothing but an ID
// of HubSpot's, "" if there is none: the UUID is another program's then.
func encodedBeside(id string, row []string) string {
	found := ""
	for _, cell := range row {
		if cell = unmarked(cells.Trim(cell)); !encoded(cell) || !uuid(id) || cell == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = cell
	}
	return found
}

// cell takes one cell of a row, which is not blank.
func (t *Table) cell(row *Row, i int, cell string) error {
	name, means := t.Columns[i], t.means[i]
	switch means {
	case model.ColumnTask, model.ColumnFolder, model.ColumnParent, idColumn:
		if cells.NoID(cell) {
			row.Empty = append(row.Empty, Emptied{name, model.Text(cell)})
			return nil
		}
	case model.ColumnName, model.ColumnPath, model.ColumnLabel:
		if cells.Empty(cell) {
			row.Empty = append(row.Empty, Emptied{name, model.Text(cell)})
			return nil
		}
	}
	var err error
	text := cells.Text(cell)
	switch means {
	case ignored:
		return nil
	case model.ColumnTask:
		if row.Task, err = taskOf(cell); err != nil {
			return fmt.Errorf("has the task ID %q, which %w", shown(cell), err)
		}
		return nil
	case model.ColumnLabel:
		row.Label = model.Text(text)
		return nil
	case planLabel:
		row.Label = cmp.Or(row.Label, model.Text(text))
		return nil
	case model.ColumnFolder, model.ColumnParent:
		if text, err = cells.Number(cell); err != nil {
			return fmt.Errorf("has the %s %q, which %w", means, shown(cell), err)
		}
	case model.ColumnName, model.ColumnPath:
		text = cells.Trim(text)
	}
	row.Fields = append(row.Fields, model.Field{Key: model.Text(name), Values: []model.Text{model.Text(text)}})
	return nil
}

// taskOf returns the task that a cell names: by its ID or its address.
func taskOf(cell string) (model.TaskID, error) {
	if address, _, ok := cells.Link(cell); ok {
		if _, isTask := readAddress(address); isTask {
			return Argument(address)
		}
	}
	text, err := cells.ID(cell)
	if err != nil {
		return "", err
	}
	if strings.Contains(text, "{") && strings.Contains(text, ":") {
		if in := Read(text); len(in.Found) == 1 && in.Found[0].Evidence >= Answer {
			return in.Found[0].ID, nil
		}
	}
	if strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") {
		return "", errors.New("is cut off")
	}
	if word().MatchString(text) {
		return "", errors.New("is a word, not an ID")
	}
	return Argument(text)
}

// word is letters only, as people write words. An ID that HubSpot gives has
// digits, or capitals in the middle.
var word = pattern(`^(\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,7})$`)

// totals is what people call the rows that sum others up.
var totals = pattern(`(?i)^((grand|sub|sub-|gesamt|zwischen)?\s?(total|totale|totals|totaal|totalt|summe|sum|suma|soma|somme|gesamt|gesamtergebnis|count|anzahl|insgesamt|итого|всего|razem|合計|总计|小計|subtotal)|(sum|count|average|min|max) of .*|(total|sum|count|summe|anzahl)\s*[:=(].*|\(\d+ \p{L}+\))$`)

// summary returns the word by which a row says that it sums up others, "" if it
// does not: it begins with the word, and says next to nothing else.
func (t *Table) summary(row []string) string {
	var words []string
	at := 0
	for i, cell := range row {
		if cell = cells.Trim(cell); cell != "" {
			if words = append(words, cell); len(words) == 1 {
				at = i
			}
		}
	}
	isID := len(words) > 0 && (at == t.task || at == t.folder || at == t.plain)
	if len(words) == 0 || !isID && len(words) > 2 || !totals().MatchString(words[0]) {
		return ""
	}
	return words[0]
}
