package keep

// Notes holds the latest note for the user that has not been shown yet.
type Notes chan string

// Say replaces the note. It never blocks.
func (n Notes) Say(text string) {
	for {
		select {
		case n <- text:
			return
		default:
		}
		select {
		case <-n:
		default:
		}
	}
}
