package model

import (
	"cmp"
	"errors"
	"net/url"
	"strings"
)

// FolderURL returns the address of a folder in HubSpot's file manager. The
// address is handed to programs of the system, so every part is checked first;
// the error is a sentence for the user.
func (a Account) FolderURL(folder Text) (string, error) {
	domain := string(a.UIDomain)
	domain = cmp.Or(domain, "app.hubspot.com")
	switch {
	case folder == "":
		return "", errors.New("HubSpot has named no folder of this task")
	case !digits(folder):
		return "", errors.New("the folder's ID is no number: " + folder.Line())
	case a.PortalID == "":
		return "", errors.New("the account is not known yet, and an address without it leads nowhere")
	case !digits(a.PortalID):
		return "", errors.New("the account's ID is no number: " + a.PortalID.Line())
	case !hubSpotHost(domain):
		return "", errors.New("the account's address is not HubSpot's: " + a.UIDomain.Line())
	}
	return "https://" + domain + "/files/" + string(a.PortalID) + "/?folderId=" + string(folder), nil
}

// maxURL is the longest link that is opened, in bytes.
const maxURL = 2048

// HubSpotURL returns a link that HubSpot sent, if it leads to HubSpot.
func HubSpotURL(link Text) (string, error) {
	u, err := url.Parse(string(link))
	if err != nil || len(link) > maxURL || u.Scheme != "https" || u.User != nil || u.Port() != "" || u.Opaque != "" || !hubSpotHost(u.Host) {
		return "", errors.New("the link does not lead to HubSpot; y copies it")
	}
	return u.String(), nil
}

func digits(t Text) bool {
	return t != "" && len(t) <= 20 && strings.Trim(string(t), "0123456789") == ""
}

// hubSpotHost reports whether a host name is HubSpot's.
func hubSpotHost(host string) bool {
	name, ok := strings.CutSuffix(host, ".hubspot.com")
	if !ok {
		name, ok = strings.CutSuffix(host, ".hubspotqa.com")
	}
	return ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" &&
		!strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "-") && !strings.Contains(name, "..")
}
