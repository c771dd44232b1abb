package pg

// migrations lead from each version of the schema to the next. What has been
// released is never changed: a new need is a new step.
//
// Text that comes from people and from HubSpot is bytea, since it may be
// anything. Times are Unix time in ns, 0 for none, except for the lease, which
// goes by the server's clock.
var migrations = []string{
	// 1: the watchlist.
	`
	CREATE TABLE hubwatch.watchlist (
		id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		name         text   NOT NULL UNIQUE,
		born         uuid   NOT NULL DEFAULT gen_random_uuid(), -- tells it from one that has its name later
		portal       text   NOT NULL DEFAULT '',
		rule         text   NOT NULL DEFAULT '', -- by which causes have their IDs; '' for the latest
		revision     bigint NOT NULL DEFAULT 0,  -- counts the transactions that changed a task
		news         bigint NOT NULL DEFAULT 0,  -- counts those that changed anything others look at
		last_task    bigint NOT NULL DEFAULT 0,
		last_event   bigint NOT NULL DEFAULT 0,
		last_request bigint NOT NULL DEFAULT 0
	);
	CREATE TABLE hubwatch.task (
		watchlist bigint   NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		seq       bigint   NOT NULL,           -- the order in which they were added
		id        text     COLLATE "C" NOT NULL,
		place     smallint NOT NULL DEFAULT 0, -- 0 watched, 1 removed, 2 archived
		gone_at   bigint   NOT NULL DEFAULT 0,
		revision  bigint   NOT NULL,           -- of the watchlist when the task last changed
		saver     bigint   NOT NULL DEFAULT 0, -- whose save that was, if nobody else's change was beside it
		label     bytea    NOT NULL,
		note      bytea    NOT NULL,
		plan      bytea    NOT NULL,           -- a record; empty for none
		ordered   bytea    NOT NULL DEFAULT '', -- the join that told the row of the plan; '' if it is certain
		added_at  bigint   NOT NULL,
		asked_at  bigint   NOT NULL DEFAULT 0,
		report_at bigint   NOT NULL DEFAULT 0,
		report    bytea    NOT NULL DEFAULT '', -- a record
		checks    bytea    NOT NULL,            -- a record
		PRIMARY KEY (watchlist, seq),
		UNIQUE (watchlist, id)
	);
	CREATE INDEX task_by_revision ON hubwatch.task (watchlist, revision);
	CREATE INDEX task_by_order ON hubwatch.task (watchlist, ordered) WHERE ordered <> '';
	CREATE TABLE hubwatch.raw (
		watchlist bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		id        text   COLLATE "C" NOT NULL,
		size      bigint NOT NULL, -- of the body as it came
		body      bytea,           -- NULL if it was too large to keep
		PRIMARY KEY (watchlist, id)
	);
	CREATE TABLE hubwatch.event (
		watchlist bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		seq       bigint NOT NULL,
		id        text   COLLATE "C" NOT NULL,
		event     bytea  NOT NULL, -- a record
		PRIMARY KEY (watchlist, seq)
	);
	CREATE TABLE hubwatch.request (
		watchlist      bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		seq            bigint NOT NULL,
		at             bigint NOT NULL,
		method         bytea  NOT NULL,
		host           bytea  NOT NULL,
		path           bytea  NOT NULL,
		status         bigint NOT NULL, -- 0 if no reply arrived
		took           bigint NOT NULL, -- ns
		correlation_id bytea  NOT NULL,
		PRIMARY KEY (watchlist, seq)
	);
	CREATE TABLE hubwatch.document (
		watchlist bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		person    text   NOT NULL, -- whose view it is; '' for what all share
		name      text   NOT NULL,
		data      bytea  NOT NULL,
		PRIMARY KEY (watchlist, person, name)
	);
	CREATE TABLE hubwatch.cause (
		watchlist bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		former    text   COLLATE "C" NOT NULL, -- an ID
		now       text   COLLATE "C" NOT NULL, -- an ID of what became of it
		PRIMARY KEY (watchlist, former, now)
	);
	CREATE TABLE hubwatch.wrong_order (
		watchlist bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		seq       bigint GENERATED ALWAYS AS IDENTITY,
		name      bytea  NOT NULL, -- of a join that was seen to be wrong
		task      text   NOT NULL, -- by this one
		planned   bytea  NOT NULL, -- the folder it was given
		actual    bytea  NOT NULL, -- and the one it is
		tasks     bigint NOT NULL, -- how many lost their rows
		PRIMARY KEY (watchlist, name)
	);
	CREATE TABLE hubwatch.lease (
		watchlist bigint      PRIMARY KEY REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		term      bigint      NOT NULL, -- counts the holders
		holder    text        NOT NULL, -- '' if it was given up
		who       text        NOT NULL, -- the holder, for people
		pid       bigint      NOT NULL,
		since     timestamptz NOT NULL,
		until     timestamptz NOT NULL
	);
	`,
	// 2: who is on what. Times are by the server's clock. Events say who did it.
	`
	CREATE TABLE hubwatch.claim (
		watchlist bigint NOT NULL REFERENCES hubwatch.watchlist ON DELETE CASCADE,
		cause     text   COLLATE "C" NOT NULL, -- an ID; '' for a task
		task      text   COLLATE "C" NOT NULL, -- an ID; '' for a cause
		title     bytea  NOT NULL,
		who       bytea  NOT NULL,
		since     bigint NOT NULL,
		alive     bigint NOT NULL, -- the last sign of life of who has it
		PRIMARY KEY (watchlist, cause, task)
	);
	`,
}

// Version returns the schema version that this hubwatch knows.
func Version() int { return len(migrations) }
