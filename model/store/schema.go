package store

import (
	"context"
	"database/sql"
	"fmt"
)

// applicationID marks our databases among all others: "hubw".
const applicationID = 0x68756277

// migrations lead from each schema version to the next. What has been released
// is never changed: a new need is a new step.
var migrations = []string{
	// 1: the watchlist.
	`
	CREATE TABLE watchlist (
		one      INTEGER PRIMARY KEY CHECK (one = 1),
		revision INTEGER NOT NULL -- counts the transactions that changed a task
	) STRICT;
	INSERT INTO watchlist VALUES (1, 0);

	CREATE TABLE task (
		seq       INTEGER PRIMARY KEY,        -- the order in which they were added
		id        TEXT    NOT NULL UNIQUE,
		place     INTEGER NOT NULL DEFAULT 0, -- 0 watched, 1 removed, 2 archived
		gone_at   INTEGER NOT NULL DEFAULT 0, -- all times: Unix time in ns, 0 for none
		revision  INTEGER NOT NULL,           -- of the watchlist when the task last changed
		saver     INTEGER NOT NULL DEFAULT 0, -- see Save
		label     TEXT    NOT NULL,
		note      TEXT    NOT NULL,
		plan      BLOB    NOT NULL,           -- a record, see coder; empty for none
		added_at  INTEGER NOT NULL,
		asked_at  INTEGER NOT NULL DEFAULT 0,
		report_at INTEGER NOT NULL DEFAULT 0,
		report    BLOB    NOT NULL DEFAULT x'', -- a record
		checks    BLOB    NOT NULL            -- a record: the last check error, counters, history
	) STRICT;
	CREATE INDEX task_by_revision ON task (revision);

	CREATE TABLE raw (
		seq  INTEGER PRIMARY KEY REFERENCES task ON UPDATE CASCADE ON DELETE CASCADE,
		size INTEGER NOT NULL, -- of the body as it came
		body BLOB              -- NULL if it was too large to keep
	) STRICT;

	CREATE TABLE event (
		seq   INTEGER PRIMARY KEY AUTOINCREMENT,
		id    TEXT NOT NULL,
		event BLOB NOT NULL -- a record
	) STRICT;

	CREATE TABLE view (
		name TEXT PRIMARY KEY,
		data BLOB NOT NULL
	) STRICT;
	`,
	// 2: who may poll, and whose tasks these are.
	`
	CREATE TABLE lease (
		one    INTEGER PRIMARY KEY CHECK (one = 1),
		holder TEXT    NOT NULL,
		pid    INTEGER NOT NULL,
		since  INTEGER NOT NULL,
		until  INTEGER NOT NULL
	) STRICT;
	ALTER TABLE watchlist ADD COLUMN portal TEXT NOT NULL DEFAULT '';
	`,
	// 3: the audit log.
	`
	CREATE TABLE request (
		seq            INTEGER PRIMARY KEY,
		at             INTEGER NOT NULL,
		method         TEXT    NOT NULL,
		host           TEXT    NOT NULL,
		path           TEXT    NOT NULL,
		status         INTEGER NOT NULL, -- 0 if no reply arrived
		took           INTEGER NOT NULL, -- ns
		correlation_id TEXT    NOT NULL
	) STRICT;
	`,
	// 4: which rows of the plan only an order of answers tells.
	`
	ALTER TABLE task ADD COLUMN ordered TEXT NOT NULL DEFAULT ''; -- the join that told it; '' if the row is certain
	CREATE INDEX task_by_order ON task (ordered) WHERE ordered <> '';
	CREATE TABLE wrong_order (
		name    TEXT    PRIMARY KEY, -- of a join that was seen to be wrong
		task    TEXT    NOT NULL,    -- by this one
		planned TEXT    NOT NULL,    -- the folder it was given
		actual  TEXT    NOT NULL,    -- and the one it is
		tasks   INTEGER NOT NULL     -- how many lost their rows
	) STRICT;
	`,
	// 5: what became of the IDs of causes. Tasks that were there before may have
	// causes whose IDs by the first rule are in scripts and notes.
	`
	CREATE TABLE cause (
		former TEXT NOT NULL, -- an ID
		now    TEXT NOT NULL, -- an ID of what became of it
		PRIMARY KEY (former, now)
	) STRICT, WITHOUT ROWID;
	ALTER TABLE watchlist ADD COLUMN rule TEXT NOT NULL DEFAULT ''; -- by which causes have their IDs; '' for the latest
	UPDATE watchlist SET rule = 'c0' WHERE EXISTS (SELECT 1 FROM task);
	`,
	// 6: the checks of a task say when its folder arrived, which older programs
	// cannot read.
	`SELECT 1`,
	// 7: who is on what. Events say who did it, which older programs cannot read.
	`
	CREATE TABLE claim (
		cause TEXT    NOT NULL, -- an ID; '' for a task
		task  TEXT    NOT NULL, -- an ID; '' for a cause
		title TEXT    NOT NULL,
		who   TEXT    NOT NULL,
		since INTEGER NOT NULL,
		alive INTEGER NOT NULL, -- the last sign of life of who has it
		PRIMARY KEY (cause, task)
	) STRICT, WITHOUT ROWID;
	`,
}

// ready checks the database and brings it to the present schema. A database
// that is not ours to change is not changed.
func (db *database) ready(ctx context.Context) error {
	version, err := db.version(ctx)
	if err != nil {
		return err
	}
	if suspected(db.path) {
		if err := db.check(ctx); err != nil {
			return err
		}
		trust(db.path)
	}
	var mode string
	if err := db.writer.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("this file system does not let processes share a database (journal mode %s)", mode)
	}
	if version == len(migrations) {
		return nil
	}
	return inTx(ctx, db.writer, writing, func(ctx context.Context, tx *sql.Conn) error {
		return migrate(ctx, tx, migrations)
	})
}

// version returns the schema version, 0 for an empty file.
func (db *database) version(ctx context.Context) (int, error) {
	var version, application, tables int
	err := db.writer.QueryRowContext(ctx, `SELECT
		(SELECT user_version FROM pragma_user_version),
		(SELECT application_id FROM pragma_application_id),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&version, &application, &tables)
	switch {
	case err != nil:
		return 0, err
	case application != applicationID && (tables > 0 || version > 0):
		return 0, &ForeignError{Path: db.path}
	case version > len(migrations):
		return 0, &NewerError{Path: db.path, Version: version, Known: len(migrations)}
	}
	return version, nil
}

// migrate takes the steps that the database has not seen. Another process may
// have taken them since we looked.
func migrate(ctx context.Context, tx *sql.Conn, steps []string) error {
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for i := version; i < len(steps); i++ {
		if _, err := tx.ExecContext(ctx, steps[i]); err != nil {
			return fmt.Errorf("migrate to schema version %d: %w", i+1, err)
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d",
		applicationID, max(version, len(steps))))
	return err
}

// check reads the whole database, which takes about 50 ms for 10,000 tasks. It
// is done only after something was found to be wrong.
func (db *database) check(ctx context.Context) error {
	var verdict string
	err := db.writer.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict)
	if err == nil && verdict != "ok" {
		err = fmt.Errorf("%w: %s", ErrCorrupt, verdict)
	}
	return err
}
