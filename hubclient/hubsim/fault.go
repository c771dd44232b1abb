package hubsim

import (
	"encoding/json"
	"net/http"
	"time"
)

// fault returns what goes wrong with a request now, nil for nothing.
func (s *Server) fault(now time.Time) *Fault {
	since := now.Sub(s.start).Seconds()
	for _, f := range s.opt.Scenario.Faults {
		over := f.To > 0 && since >= f.To
		if since < f.From || over || f.Share > 0 && s.random.Float64() >= f.Share {
			continue
		}
		return &f
	}
	return nil
}

// failing answers a request with a fault. If it returns false the request goes
// on and the lock is still held.
func (s *Server) failing(w http.ResponseWriter, r *http.Request, f Fault, correlation string) bool {
	var status int
	var body any
	switch f.Kind {
	case "cut":
		return false
	case "slow":
		s.mu.Unlock()
		s.opt.Sleep(r.Context(), seconds(f.Seconds))
		s.mu.Lock()
		return false
	case "status":
		status, body = f.Status, trouble(f.Status, correlation)
	case "limit":
		s.stats.Limited++
		status, body = http.StatusTooManyRequests, limited("TEN_SECONDLY_ROLLING", correlation)
	case "auth":
		e := envelope("EXPIRED_AUTHENTICATION", "The token used to make this call expired 12 second(s) ago.", correlation)
		e["context"] = object{"expire time": []string{stamp(s.opt.Now().Add(-12 * time.Second))}}
		status, body = http.StatusUnauthorized, e
	case "scope":
		status, body = forbidden([]string{"files", "files.write"}, correlation)
	}
	s.mu.Unlock()
	if f.RetryAfter != "" {
		w.Header().Set("Retry-After", f.RetryAfter)
	}
	switch f.Kind {
	case "page":
		sendPage(w, f.Status)
	case "portal":
		sendPage(w, http.StatusOK)
	default:
		sendJSON(w, status, body)
	}
	return true
}

// trouble returns what HubSpot says under a status.
func trouble(status int, correlation string) object {
	switch status {
	case http.StatusNotFound:
		return envelope("OBJECT_NOT_FOUND", "There is no such object.", correlation)
	case http.StatusBadRequest:
		return envelope("VALIDATION_ERROR", "Provided ID could not be decoded.", correlation)
	}
	return envelope("INTERNAL_ERROR", "The service cannot answer at the moment.", correlation)
}

// cut sends half of an answer and drops the connection.
func cut(w http.ResponseWriter, body any) {
	data, _ := json.Marshal(body)
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(data[:len(data)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
