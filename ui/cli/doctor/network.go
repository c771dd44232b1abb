package doctor

import (
	"context"
	"errors"
	"time"

	"hubwatch/hubclient"
	"hubwatch/ui/cli/exit"
)

// networkLimit bounds each question to HubSpot.
const networkLimit = 20 * time.Second

// clockTolerance is how far our clock may be from HubSpot's. Ages are wrong by
// as much.
const clockTolerance = 30 * time.Second

// Network checks that HubSpot can be reached, without the token. where is what
// to call it.
func (x *Findings) Network(ctx context.Context, client *hubclient.Client, where string, env func(string) string) (reached bool) {
	ctx, cancel := context.WithTimeout(ctx, networkLimit)
	defer cancel()
	r, err := client.Reach(ctx)
	if err != nil {
		x.Fix(exit.Unreachable, "network", "%s: %s", where, networkAdvice(err, env))
		return false
	}
	x.OK("network", "%s answers in %v%s", where, r.Took.Round(time.Millisecond), proxyWords(env))
	switch ahead := r.Ahead; {
	case !r.Dated:
		x.Note("clock", "HubSpot did not tell its time")
	case ahead > clockTolerance:
		x.Fix(exit.Usage, "clock", "this machine is %v ahead of HubSpot: set its clock, or ages will be wrong", ahead)
	case ahead < -clockTolerance:
		x.Fix(exit.Usage, "clock", "this machine is %v behind HubSpot: set its clock, or ages will be wrong", -ahead)
	default:
		x.OK("clock", "as HubSpot's, to %v", max(ahead, -ahead, time.Second))
	}
	return true
}

// networkAdvice returns why HubSpot was not reached, and where to look.
func networkAdvice(err error, getenv func(string) string) string {
	text := err.Error()
	if errors.Is(err, context.DeadlineExceeded) {
		text = "no answer in time"
	}
	if proxy := proxyWords(getenv); proxy != "" {
		return text + ";" + proxy + ": does it let you through?"
	}
	return text + "; if this network wants a proxy, set HTTPS_PROXY"
}

// proxyWords says that requests go through a proxy, "" if they do not. What
// logs in to the proxy is not shown.
func proxyWords(getenv func(string) string) string {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
		if getenv(name) != "" {
			return " through the proxy that " + name + " names"
		}
	}
	return ""
}
