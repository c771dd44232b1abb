package assets

import _ "embed"

// SettingsSchema is the JSON schema of the settings file.
//
//go:embed settings.schema.json
var SettingsSchema []byte

// SettingsTemplate is a settings file in which everything is explained and
// nothing is set.
//
//go:embed settings.yaml
var SettingsTemplate []byte
