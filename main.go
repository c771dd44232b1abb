// Command hubwatch is a terminal dashboard for HubSpot's asynchronous folder
// tasks. Run "hubwatch demo" to see it without a HubSpot account.
package main

import (
	"os"

	"hubwatch/ui/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:]))
}
