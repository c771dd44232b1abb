package hubclient

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"hubwatch/model"
)

// defaultBase is the one host HubSpot documents for all accounts and regions.
const defaultBase = "https://api.hubapi.com"

// versions are the API versions that have folder-update tasks. Source:
// HubSpot's OpenAPI files of the files API.
var versions = []string{"v3", "2025-09", "2026-03"}

// CheckVersion returns what is wrong with an API version, nil if it can be used.
func CheckVersion(s string) error {
	_, err := parseVersion(s)
	return err
}

// CheckBase returns what is wrong with a base URL, nil if it can be used.
func CheckBase(s string) error {
	_, err := parseBase(s)
	return err
}

// UpdateAddress returns the URL that starts folder updates, for scripts. The
// client itself only reads.
func UpdateAddress(base, version string) (string, error) {
	u, err := parseBase(base)
	if err != nil {
		return "", err
	}
	v, err := parseVersion(version)
	return u.JoinPath("files", v, "folders/update/async").String(), err
}

// parseVersion checks an API version; "" is the first of versions.
func parseVersion(s string) (string, error) {
	if s == "" {
		return versions[0], nil
	}
	if !slices.Contains(versions, s) {
		return "", fmt.Errorf("the API version is %q; allowed are %s", s, strings.Join(versions, ", "))
	}
	return s, nil
}

// parseBase checks the address that all requests go to; "" is the documented
// one. The token goes there, so http is for this machine only. The error never
// shows a user name, password or query written into s.
func parseBase(s string) (*url.URL, error) {
	s = cmp.Or(s, defaultBase)
	u, err := url.Parse(s)
	if err != nil {
		return nil, errors.New("the base URL is no URL")
	}
	switch {
	case u.User != nil:
		return nil, errors.New("the base URL holds a user name; allowed is https://host without one")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return nil, errors.New("the base URL has a query or fragment; allowed is https://host")
	case u.Hostname() == "" || u.Opaque != "":
		return nil, fmt.Errorf("the base URL %q has no host; allowed is https://host", s)
	case slices.Contains(strings.Split(u.Path, "/"), ".."):
		return nil, fmt.Errorf("the base URL %q leads upwards; allowed is https://host", s)
	case u.Scheme == "http" && !loopbackName(u.Hostname()):
		return nil, fmt.Errorf("the base URL %q is not encrypted; http is allowed for localhost only", s)
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("the base URL %q is neither https nor http", s)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: strings.TrimRight(u.Path, "/")}, nil
}

// loopbackName reports whether a host name can only mean this machine. What
// localhost resolves to is checked again when dialing.
func loopbackName(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// statusPath returns the escaped path of a task's status, below the base.
func statusPath(version string, id model.TaskID) string {
	return "/files/" + version + "/folders/update/async/tasks/" + url.PathEscape(string(id)) + "/status"
}

// accountPath returns the path of the account's details, below the base.
// Version 2025-09 has no such call.
func accountPath(version string) string {
	if version == "2025-09" {
		version = "v3"
	}
	return "/account-info/" + version + "/details"
}

// tokenInfoPath is the path of the call that tells what a token may do. It is
// the same in all versions. Source: developers.hubspot.com, private apps.
const tokenInfoPath = "/oauth/v2/private-apps/get/access-token-info"

// taskPath is the path of a task's status, wherever the base leads.
var taskPath = regexp.MustCompile(`(/folders/update/async/tasks/)[^/]*(/status)$`)

// Endpoint returns the path of a request without the task's ID.
func Endpoint(path string) string {
	return taskPath.ReplaceAllString(path, "$1{taskId}$2")
}

// AsksForTokenInfo reports whether a request is the one POST that is allowed,
// which asks what the token may do.
func AsksForTokenInfo(method, path string) bool {
	return method == http.MethodPost && strings.HasSuffix(path, tokenInfoPath)
}

// sameOrigin reports whether two addresses share scheme, host and port.
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "http" {
		return "80"
	}
	return "443"
}
