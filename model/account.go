package model

import "time"

// Account is the HubSpot account a token belongs to. The zero value means that
// nothing is known yet. Source: GET /account-info/v3/details.
type Account struct {
	PortalID Text // decimal
	Type     Text // such as STANDARD or DEVELOPMENT_SANDBOX
	TimeZone Text // such as Europe/Berlin; the daily limit resets at its midnight
	UIDomain Text // such as app-eu1.hubspot.com
	Region   Text // data hosting location, such as eu1
}

// Budget is what hubclient knows about the request limits. A zero number means
// that HubSpot has not told it yet.
type Budget struct {
	Sent         int // requests we sent within the last Window
	Share        int // requests we allow ourselves per Window
	Limit        int // requests the app may send per Window
	Others       int // of them that others used, as far as the replies show
	Window       time.Duration
	DayLimit     int     // requests the account may send per day
	DayRemaining int     // of them left for everybody, by the last reply
	DayFloor     int     // of them that we leave to others
	DaySent      int     // of them sent by this process
	PerSecond    float64 // our present rate limit
	Why          string  // what keeps PerSecond below our share, "" if nothing does

	Free     int           // requests that the window still allows at once; 0 while HubSpot has not answered
	Turns    int           // checks that can go out at once
	Burst    int           // the most that Turns can be
	NextTurn time.Duration // until one more can
}
