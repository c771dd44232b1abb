package hubclient

import (
	"net/http"
	"slices"
	"strings"

	"hubwatch/model"
)

// kept lists the reply headers worth keeping: HubSpot's support may ask for
// them, or they tell the state of the limits.
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

// keptHeaders returns the kept headers that a reply has, in a fixed order.
func keptHeaders(h http.Header) []model.Field {
	fields, values := make([]model.Field, 0, len(kept)), make([]model.Text, 0, len(kept))
	for _, key := range kept {
		if v := strings.Join(h.Values(key), ", "); v != "" {
			values = append(values, model.Text(v[:min(len(v), maxHeader)]))
			fields = append(fields, model.Field{Key: model.Text(key), Values: values[len(values)-1 : len(values) : len(values)]})
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return slices.Clone(fields)
}
