package keep

// Notes are what the user who watches should know: the last one that was not
// seen yet.
type Notes chan string

// Say leaves a note, in place of one that was not seen. It never waits.
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
