package renderer

import (
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// TestTheRendererHasItsClock holds that the version of Bubble Tea in use has
// the clock that Clock sets; without it the screen is slower, not wrong.
func TestTheRendererHasItsClock(t *testing.T) {
	field, ok := reflect.TypeFor[tea.Program]().FieldByName("ticker")
	if !ok || field.Type != reflect.TypeFor[*time.Ticker]() {
		t.Error("Bubble Tea's renderer has no ticker any more: see whether Clock is still needed")
	}
}

// TestTheRendererLooksWhenThereIsAFrame holds when it looks: soon after a change,
// once more for a frame that was late, and hardly ever without one.
func TestTheRendererLooksWhenThereIsAFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p tea.Program
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		field := reflect.ValueOf(&p).Elem().FieldByName("ticker")
		*(**time.Ticker)(unsafe.Pointer(field.UnsafeAddr())) = ticker
		begun := time.Now()
		var looks []time.Duration
		done := make(chan bool)
		go func() {
			for {
				select {
				case <-ticker.C:
					looks = append(looks, time.Since(begun))
				case <-done:
					return
				}
			}
		}()
		c := New(&p)
		ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
		for _, pause := range []time.Duration{ms(1) / 2, ms(99), ms(20), 3 * time.Second} {
			c.Wake()
			time.Sleep(pause)
		}
		close(done)
		synctest.Wait()
		want := []time.Duration{ms(2), ms(53) + ms(1)/2, ms(101) + ms(1)/2, ms(121) + ms(1)/2, ms(172) + ms(1)/2, ms(2173) + ms(1)/2}
		if !slices.Equal(looks, want) {
			t.Errorf("it looked at %v, want %v", looks, want)
		}
	})
}
