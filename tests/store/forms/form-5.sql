-- The tables of form 5: the last without lines of the queue beside its cases.
CREATE TABLE meeting (
	id CHAR(32) NOT NULL,
	starts_at DATETIME NOT NULL,
	names_shown BOOLEAN NOT NULL,
	state VARCHAR NOT NULL,
	signed_by VARCHAR,
	signed_at DATETIME,
	ad_hoc BOOLEAN NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT state_known CHECK (state IN ('planned', 'held', 'closed')),
	CONSTRAINT signed_when_closed CHECK ((state = 'closed') = (signed_by IS NOT NULL)),
	CONSTRAINT signed_by_somebody_at_a_moment CHECK ((signed_by IS NULL) = (signed_at IS NULL))
);
CREATE TABLE note (
	kind VARCHAR NOT NULL,
	"key" VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	PRIMARY KEY (kind, "key"),
	CONSTRAINT kind_known CHECK (kind IN ('draft', 'saved_filter', 'header_mapping', 'rule_set')),
	CONSTRAINT a_note_has_a_key CHECK (key <> '')
);
CREATE TABLE audit_line (
	number INTEGER NOT NULL,
	at DATETIME NOT NULL,
	who VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	place VARCHAR NOT NULL,
	what VARCHAR NOT NULL,
	case_id CHAR(32),
	object VARCHAR NOT NULL,
	result VARCHAR NOT NULL,
	digest VARCHAR NOT NULL,
	PRIMARY KEY (number),
	CONSTRAINT what_known CHECK (what IN ('opened', 'searched', 'projected', 'printed', 'copied', 'exported', 'added', 'changed', 'decided', 'meeting_kept', 'leaflet_given', 'followed_up', 'settings_changed', 'people_changed', 'seated', 'unlocked', 'unlock_failed', 'restored', 'pruned')),
	CONSTRAINT role_known CHECK (role IN ('owner', 'chair', 'coordinator', 'nurse', 'viewer')),
	CONSTRAINT result_known CHECK (result IN ('done', 'refused')),
	CONSTRAINT lines_count_from_one CHECK (number >= 1),
	CONSTRAINT line_digest_is_sha256 CHECK (length(digest) = 64)
);
CREATE TABLE account (
	id CHAR(32) NOT NULL,
	name VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	discipline VARCHAR,
	pin VARCHAR NOT NULL,
	retired BOOLEAN NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT an_account_has_a_role CHECK (role IN ('chair', 'coordinator', 'nurse', 'viewer')),
	CONSTRAINT discipline_known CHECK (discipline IN ('orthopaedic_spine_surgery', 'neurosurgery', 'radiation_oncology', 'radiology', 'neurology', 'medical_oncology', 'haematology', 'pulmonology', 'rehabilitation', 'nursing', 'palliative_care', 'pathology', 'other')),
	CONSTRAINT an_account_has_a_name CHECK (length(name) > 0)
);
CREATE TABLE audit_anchor (
	number INTEGER NOT NULL,
	digest VARCHAR NOT NULL,
	PRIMARY KEY (number),
	CONSTRAINT anchor_digest_is_sha256 CHECK (length(digest) = 64)
);
CREATE TABLE addendum (
	meeting_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	"by" VARCHAR NOT NULL,
	at DATETIME NOT NULL,
	text VARCHAR NOT NULL,
	PRIMARY KEY (meeting_id, position),
	CONSTRAINT an_addendum_says_something CHECK (length(text) > 0),
	CONSTRAINT an_addendum_has_an_author CHECK (length(by) > 0),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE case_file (
	id CHAR(32) NOT NULL,
	version INTEGER NOT NULL,
	state VARCHAR NOT NULL,
	listed_at DATETIME NOT NULL,
	changed_at DATETIME NOT NULL,
	meeting_id CHAR(32),
	search VARCHAR NOT NULL,
	document VARCHAR NOT NULL,
	digest VARCHAR NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT state_known CHECK (state IN ('open', 'decided', 'withdrawn', 'closed')),
	CONSTRAINT version_counts_from_one CHECK (version >= 1),
	CONSTRAINT document_is_an_object CHECK (document LIKE '{%}'),
	CONSTRAINT digest_is_sha256 CHECK (length(digest) = 64),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE attendee (
	meeting_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	name VARCHAR NOT NULL,
	discipline VARCHAR NOT NULL,
	arrived_at DATETIME,
	left_at DATETIME,
	PRIMARY KEY (meeting_id, position),
	CONSTRAINT discipline_known CHECK (discipline IN ('orthopaedic_spine_surgery', 'neurosurgery', 'radiation_oncology', 'radiology', 'neurology', 'medical_oncology', 'haematology', 'pulmonology', 'rehabilitation', 'nursing', 'palliative_care', 'pathology', 'other')),
	CONSTRAINT somebody_has_a_name CHECK (length(name) > 0),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE agenda_item (
	meeting_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	case_id CHAR(32) NOT NULL,
	PRIMARY KEY (meeting_id, position),
	UNIQUE (meeting_id, case_id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id),
	FOREIGN KEY(case_id) REFERENCES case_file (id)
);
CREATE TABLE decision (
	case_id CHAR(32) NOT NULL,
	meeting_id CHAR(32) NOT NULL,
	decided_at DATETIME NOT NULL,
	options VARCHAR NOT NULL,
	own_words VARCHAR,
	reasons VARCHAR,
	deviates_from_leading BOOLEAN NOT NULL,
	deviation VARCHAR,
	deviation_words VARCHAR,
	alternatives VARCHAR,
	dissent VARCHAR,
	condition VARCHAR,
	wakes_on VARCHAR NOT NULL,
	woken_at DATETIME,
	responsible_physician VARCHAR,
	informs_patient VARCHAR,
	informs_gp VARCHAR,
	deferred_because VARCHAR,
	conditional_for_quorum BOOLEAN NOT NULL,
	PRIMARY KEY (case_id, meeting_id),
	CONSTRAINT deviation_known CHECK (deviation IN ('patients_choice', 'comorbidity', 'condition', 'progression', 'new_information', 'technical', 'other')),
	CONSTRAINT options_are_a_list CHECK (options LIKE '[%]'),
	CONSTRAINT wakes_on_is_a_list CHECK (wakes_on LIKE '[%]'),
	FOREIGN KEY(case_id) REFERENCES case_file (id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE leaflet_log (
	id CHAR(32) NOT NULL,
	case_id CHAR(32),
	given_by VARCHAR NOT NULL,
	given_at DATETIME NOT NULL,
	language VARCHAR NOT NULL,
	large_print BOOLEAN NOT NULL,
	card BOOLEAN NOT NULL,
	teach_back BOOLEAN NOT NULL,
	version VARCHAR NOT NULL,
	reprint BOOLEAN NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT somebody_gave_it CHECK (length(given_by) > 0),
	FOREIGN KEY(case_id) REFERENCES case_file (id)
);
CREATE TABLE follow_up (
	case_id CHAR(32) NOT NULL,
	months INTEGER NOT NULL,
	asked_on DATE NOT NULL,
	asked_by VARCHAR NOT NULL,
	alive BOOLEAN,
	walking BOOLEAN,
	treatment_done BOOLEAN,
	PRIMARY KEY (case_id, months),
	CONSTRAINT months_of_the_published_points CHECK (months IN (3, 6, 12)),
	CONSTRAINT somebody_asked CHECK (length(asked_by) > 0),
	FOREIGN KEY(case_id) REFERENCES case_file (id)
);
CREATE TABLE action_item (
	id CHAR(32) NOT NULL,
	case_id CHAR(32) NOT NULL,
	meeting_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	text VARCHAR NOT NULL,
	owner VARCHAR,
	due DATE,
	done_on DATE,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id, meeting_id) REFERENCES decision (case_id, meeting_id),
	CONSTRAINT something_is_to_be_done CHECK (length(text) > 0)
);
CREATE TABLE execution (
	case_id CHAR(32) NOT NULL,
	meeting_id CHAR(32) NOT NULL,
	carried_out BOOLEAN NOT NULL,
	because VARCHAR,
	in_words VARCHAR,
	recorded_on DATE NOT NULL,
	recorded_by VARCHAR NOT NULL,
	PRIMARY KEY (case_id, meeting_id),
	FOREIGN KEY(case_id, meeting_id) REFERENCES decision (case_id, meeting_id),
	CONSTRAINT because_known CHECK (because IN ('patient_declined', 'condition_worsened', 'died', 'other_treatment', 'no_capacity', 'other')),
	CONSTRAINT a_reason_when_not_carried_out CHECK (carried_out = (because IS NULL)),
	CONSTRAINT somebody_recorded_it CHECK (length(recorded_by) > 0)
);
CREATE INDEX ix_meeting_starts_at ON meeting (starts_at);
CREATE INDEX ix_audit_line_case_id ON audit_line (case_id);
CREATE INDEX ix_case_file_state ON case_file (state);
CREATE INDEX ix_case_file_meeting_id ON case_file (meeting_id);
CREATE INDEX ix_agenda_item_case_id ON agenda_item (case_id);
CREATE INDEX ix_leaflet_log_case_id ON leaflet_log (case_id);
CREATE INDEX ix_action_item_case_id ON action_item (case_id);
CREATE TRIGGER audit_line_stays BEFORE UPDATE ON audit_line
    BEGIN SELECT RAISE(ABORT, 'a line of the audit trail is never changed'); END;
CREATE TRIGGER audit_line_kept BEFORE DELETE ON audit_line
    WHEN OLD.number > (SELECT coalesce(max(number), 0) FROM audit_anchor)
    BEGIN SELECT RAISE(ABORT, 'a line of the audit trail is never dropped'); END;
