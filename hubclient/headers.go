package hubclient

import (
	"net/http"
	"strings"

	"hubwatch/model"
)

// kept is the headers of a reply that HubSpot's support may ask for, or that
// say how the limits stood.
var kept = []string{
	"Date",
	"X-HubSpot-Correlation-Id",
	"X-HubSpot-RateLimit-Max",
	"X-HubSpot-RateLimit-Remaining",
	"X-HubSpot-RateLimit-Interval-Milliseconds",
	"X-HubSpot-RateLimit-Daily",
	"X-HubSpot-RateLimit-Daily-Remaining",
	"Retry-After",
	"CF-Ray",
}

// maxHeader is the longest header value kept, in bytes.
const maxHeader = 256

// keptHeaders are the headers worth keeping that a reply has, in a fixed order.
func keptHeaders(h http.Header) []model.Field {
	var fields []model.Field
	for _, key := range kept {
		if v := strings.Join(h.Values(key), ", "); v != "" {
			fields = append(fields, model.Field{Key: model.Text(key), Values: []model.Text{model.Text(v[:min(len(v), maxHeader)])}})
		}
	}
	return fields
}
