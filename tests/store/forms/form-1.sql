-- The tables of form 1, as the first builds made them: not encrypted, no notes.
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
CREATE TABLE agenda_item (
	meeting_id CHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	case_id CHAR(32) NOT NULL,
	PRIMARY KEY (meeting_id, position),
	UNIQUE (meeting_id, case_id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id),
	FOREIGN KEY(case_id) REFERENCES case_file (id)
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
	responsible_physician VARCHAR,
	informs_patient VARCHAR,
	informs_gp VARCHAR,
	deferred_because VARCHAR,
	conditional_for_quorum BOOLEAN NOT NULL,
	PRIMARY KEY (case_id, meeting_id),
	CONSTRAINT deviation_known CHECK (deviation IN ('patients_choice', 'comorbidity', 'condition', 'progression', 'new_information', 'technical', 'other')),
	CONSTRAINT options_are_a_list CHECK (options LIKE '[%]'),
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
	PRIMARY KEY (id),
	CONSTRAINT somebody_gave_it CHECK (length(given_by) > 0),
	FOREIGN KEY(case_id) REFERENCES case_file (id)
);
CREATE TABLE meeting (
	id CHAR(32) NOT NULL,
	starts_at DATETIME NOT NULL,
	names_shown BOOLEAN NOT NULL,
	state VARCHAR NOT NULL,
	signed_by VARCHAR,
	signed_at DATETIME,
	PRIMARY KEY (id),
	CONSTRAINT state_known CHECK (state IN ('planned', 'held', 'closed')),
	CONSTRAINT signed_when_closed CHECK ((state = 'closed') = (signed_by IS NOT NULL)),
	CONSTRAINT signed_by_somebody_at_a_moment CHECK ((signed_by IS NULL) = (signed_at IS NULL))
);
CREATE INDEX ix_action_item_case_id ON action_item (case_id);
CREATE INDEX ix_agenda_item_case_id ON agenda_item (case_id);
CREATE INDEX ix_case_file_meeting_id ON case_file (meeting_id);
CREATE INDEX ix_case_file_state ON case_file (state);
CREATE INDEX ix_leaflet_log_case_id ON leaflet_log (case_id);
CREATE INDEX ix_meeting_starts_at ON meeting (starts_at);
