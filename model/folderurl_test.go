package model

import "testing"

func TestFolderURL(t *testing.T) {
	eu := Account{PortalID: "24681012", UIDomain: "app-eu1.hubspot.com"}
	for _, tc := range []struct {
		account Account
		folder  Text
		want    string // "" is refused
	}{
		{eu, "9001", "https://app-eu1.hubspot.com/files/24681012/?folderId=9001"},
		{Account{PortalID: "1"}, "2", "https://app.hubspot.com/files/1/?folderId=2"},
		{Account{PortalID: "1", UIDomain: "app.hubspotqa.com"}, "2", "https://app.hubspotqa.com/files/1/?folderId=2"},
		{eu, "", ""}, {eu, "9001&x=y", ""}, {eu, "-1", ""}, {eu, "٣", ""}, {eu, "123456789012345678901", ""},
		{Account{UIDomain: "app.hubspot.com"}, "1", ""}, {Account{PortalID: "1/../x"}, "1", ""},
		{Account{PortalID: "1", UIDomain: "evil.example"}, "1", ""},
		{Account{PortalID: "1", UIDomain: "evil.example/.hubspot.com"}, "1", ""},
		{Account{PortalID: "1", UIDomain: "app.hubspot.com.evil.example"}, "1", ""},
		{Account{PortalID: "1", UIDomain: "evil.example#.hubspot.com"}, "1", ""},
		{Account{PortalID: "1", UIDomain: ".hubspot.com"}, "1", ""},
		{Account{PortalID: "1", UIDomain: "user@x.hubspot.com"}, "1", ""},
		{Account{PortalID: "1", UIDomain: "-e.hubspot.com"}, "1", ""},
	} {
		got, err := tc.account.FolderURL(tc.folder)
		if got != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%+v, folder %q: %q, %v; want %q", tc.account, tc.folder, got, err, tc.want)
		}
	}
}

func TestHubSpotURL(t *testing.T) {
	for link, ok := range map[Text]bool{
		"https://knowledge.hubspot.com/files": true, "https://app-eu1.hubspot.com/x?y=z#a": true,
		"http://app.hubspot.com/": false, "https://hubspot.com.evil.example/": false, "https://evil.example/?x=.hubspot.com": false,
		"https://u:p@app.hubspot.com/": false, "https://app.hubspot.com:8443/": false, "javascript:alert(1)": false, "": false,
		"https://app.hubspot.com/\x1b[2J": false, "file:///etc/passwd": false,
	} {
		if got, err := HubSpotURL(link); (err == nil) != ok {
			t.Errorf("%q: %q, %v; want allowed %v", link, got, err, ok)
		}
	}
}
