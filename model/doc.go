// Package model is what the program knows: tasks, what HubSpot said about them,
// what changed, what to ask next. It is pure: it has no clock, file, network or
// terminal, and the time is always passed in.
package model
