package outside

import (
	"context"
	"errors"
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/screen"
)

// maxOSC52 is how many bytes terminals accept from a program for the clipboard.
const maxOSC52 = 74_994

var errNoDesk = errors.New("there is no clipboard here")

// copy puts text on the clipboard. If there is none that we can reach, the
// terminal is asked to take the text, which it never confirms; a text too long
// for that goes to a file.
func (o Outside) copy(ctx context.Context, what, text string) Done {
	if text == "" {
		return Done{Text: fmt.Sprintf("there is no %s to copy", what)}
	}
	place, err := o.clipboard(ctx, text)
	size := model.Plural(len(text), "byte")
	switch {
	case err == nil:
		return Done{Text: fmt.Sprintf("copied %s (%s) to %s", what, size, place)}
	case len(text) <= maxOSC52 && o.Clipboard != nil:
		said := fmt.Sprintf("sent %s (%s) to the terminal (OSC 52); not there? %s tab: a file", what, size, o.Menu)
		return Done{Text: said, Then: o.Clipboard(text)}
	case o.Desk != nil:
		return o.write(screen.Write{What: what, Name: "copy.txt", Data: []byte(text)})
	}
	return Done{Text: fmt.Sprintf("%s (%s) is too long for the terminal's clipboard", what, size)}
}

// clipboard puts text on a clipboard that we can reach ourselves.
func (o Outside) clipboard(ctx context.Context, text string) (place string, err error) {
	if o.Desk == nil {
		return "", errNoDesk
	}
	ctx, cancel := context.WithTimeout(ctx, deskLimit)
	defer cancel()
	return o.Desk.Copy(ctx, text)
}
