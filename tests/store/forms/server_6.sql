SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.audit_line_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF OLD.number > (SELECT coalesce(max(number), 0) FROM audit_anchor) THEN
            RAISE EXCEPTION 'a line of the audit trail is never dropped'; END IF; RETURN OLD; END $$;
CREATE FUNCTION public.audit_line_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'a line of the audit trail is never changed'; END $$;
CREATE FUNCTION public.something_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN UPDATE change_mark SET number = number + 1; RETURN NULL; END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    id uuid NOT NULL,
    name character varying NOT NULL,
    role character varying NOT NULL,
    discipline character varying,
    pin character varying NOT NULL,
    retired boolean NOT NULL,
    CONSTRAINT an_account_has_a_name CHECK ((length((name)::text) > 0)),
    CONSTRAINT an_account_has_a_role CHECK (((role)::text = ANY ((ARRAY['chair'::character varying, 'coordinator'::character varying, 'nurse'::character varying, 'viewer'::character varying])::text[]))),
    CONSTRAINT discipline_known CHECK (((discipline)::text = ANY ((ARRAY['orthopaedic_spine_surgery'::character varying, 'neurosurgery'::character varying, 'radiation_oncology'::character varying, 'radiology'::character varying, 'neurology'::character varying, 'medical_oncology'::character varying, 'haematology'::character varying, 'pulmonology'::character varying, 'rehabilitation'::character varying, 'nursing'::character varying, 'palliative_care'::character varying, 'pathology'::character varying, 'other'::character varying])::text[])))
);
CREATE TABLE public.action_item (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    text character varying NOT NULL,
    owner character varying,
    due date,
    done_on date,
    CONSTRAINT something_is_to_be_done CHECK ((length((text)::text) > 0))
);
CREATE TABLE public.addendum (
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    by character varying NOT NULL,
    at timestamp with time zone NOT NULL,
    text character varying NOT NULL,
    CONSTRAINT an_addendum_has_an_author CHECK ((length((by)::text) > 0)),
    CONSTRAINT an_addendum_says_something CHECK ((length((text)::text) > 0))
);
CREATE TABLE public.agenda_item (
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    case_id uuid NOT NULL
);
CREATE TABLE public.attendee (
    meeting_id uuid NOT NULL,
    "position" integer NOT NULL,
    name character varying NOT NULL,
    discipline character varying NOT NULL,
    arrived_at timestamp with time zone,
    left_at timestamp with time zone,
    CONSTRAINT discipline_known CHECK (((discipline)::text = ANY ((ARRAY['orthopaedic_spine_surgery'::character varying, 'neurosurgery'::character varying, 'radiation_oncology'::character varying, 'radiology'::character varying, 'neurology'::character varying, 'medical_oncology'::character varying, 'haematology'::character varying, 'pulmonology'::character varying, 'rehabilitation'::character varying, 'nursing'::character varying, 'palliative_care'::character varying, 'pathology'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT somebody_has_a_name CHECK ((length((name)::text) > 0))
);
CREATE TABLE public.audit_anchor (
    number integer NOT NULL,
    digest character varying NOT NULL,
    CONSTRAINT anchor_digest_is_sha256 CHECK ((length((digest)::text) = 64))
);
CREATE TABLE public.audit_line (
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    who character varying NOT NULL,
    role character varying NOT NULL,
    place character varying NOT NULL,
    what character varying NOT NULL,
    case_id uuid,
    object character varying NOT NULL,
    result character varying NOT NULL,
    digest character varying NOT NULL,
    CONSTRAINT line_digest_is_sha256 CHECK ((length((digest)::text) = 64)),
    CONSTRAINT lines_count_from_one CHECK ((number >= 1)),
    CONSTRAINT result_known CHECK (((result)::text = ANY ((ARRAY['done'::character varying, 'refused'::character varying])::text[]))),
    CONSTRAINT role_known CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'chair'::character varying, 'coordinator'::character varying, 'nurse'::character varying, 'viewer'::character varying])::text[]))),
    CONSTRAINT what_known CHECK (((what)::text = ANY ((ARRAY['opened'::character varying, 'searched'::character varying, 'projected'::character varying, 'printed'::character varying, 'copied'::character varying, 'exported'::character varying, 'added'::character varying, 'changed'::character varying, 'decided'::character varying, 'meeting_kept'::character varying, 'leaflet_given'::character varying, 'followed_up'::character varying, 'settings_changed'::character varying, 'people_changed'::character varying, 'seated'::character varying, 'unlocked'::character varying, 'unlock_failed'::character varying, 'restored'::character varying, 'pruned'::character varying])::text[])))
);
CREATE TABLE public.case_file (
    id uuid NOT NULL,
    version integer NOT NULL,
    state character varying NOT NULL,
    listed_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    meeting_id uuid,
    search character varying NOT NULL,
    document character varying NOT NULL,
    digest character varying NOT NULL,
    CONSTRAINT digest_is_sha256 CHECK ((length((digest)::text) = 64)),
    CONSTRAINT document_is_an_object CHECK (((document)::text ~~ '{%}'::text)),
    CONSTRAINT state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'decided'::character varying, 'withdrawn'::character varying, 'closed'::character varying])::text[]))),
    CONSTRAINT version_counts_from_one CHECK ((version >= 1))
);
CREATE TABLE public.change_mark (
    one boolean DEFAULT true NOT NULL,
    number bigint NOT NULL,
    CONSTRAINT change_mark_one_check CHECK (one)
)
WITH (fillfactor='10');
CREATE TABLE public.decision (
    case_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    options character varying NOT NULL,
    own_words character varying,
    reasons character varying,
    deviates_from_leading boolean NOT NULL,
    deviation character varying,
    deviation_words character varying,
    alternatives character varying,
    dissent character varying,
    condition character varying,
    wakes_on character varying NOT NULL,
    woken_at timestamp with time zone,
    responsible_physician character varying,
    informs_patient character varying,
    informs_gp character varying,
    deferred_because character varying,
    conditional_for_quorum boolean NOT NULL,
    CONSTRAINT deviation_known CHECK (((deviation)::text = ANY ((ARRAY['patients_choice'::character varying, 'comorbidity'::character varying, 'condition'::character varying, 'progression'::character varying, 'new_information'::character varying, 'technical'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT options_are_a_list CHECK (((options)::text ~~ '[%]'::text)),
    CONSTRAINT wakes_on_is_a_list CHECK (((wakes_on)::text ~~ '[%]'::text))
);
CREATE TABLE public.execution (
    case_id uuid NOT NULL,
    meeting_id uuid NOT NULL,
    carried_out boolean NOT NULL,
    because character varying,
    in_words character varying,
    recorded_on date NOT NULL,
    recorded_by character varying NOT NULL,
    CONSTRAINT a_reason_when_not_carried_out CHECK ((carried_out = (because IS NULL))),
    CONSTRAINT because_known CHECK (((because)::text = ANY ((ARRAY['patient_declined'::character varying, 'condition_worsened'::character varying, 'died'::character varying, 'other_treatment'::character varying, 'no_capacity'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT somebody_recorded_it CHECK ((length((recorded_by)::text) > 0))
);
CREATE TABLE public.follow_up (
    case_id uuid NOT NULL,
    months integer NOT NULL,
    asked_on date NOT NULL,
    asked_by character varying NOT NULL,
    alive boolean,
    walking boolean,
    treatment_done boolean,
    CONSTRAINT months_of_the_published_points CHECK ((months = ANY (ARRAY[3, 6, 12]))),
    CONSTRAINT somebody_asked CHECK ((length((asked_by)::text) > 0))
);
CREATE TABLE public.leaflet_log (
    id uuid NOT NULL,
    case_id uuid,
    given_by character varying NOT NULL,
    given_at timestamp with time zone NOT NULL,
    language character varying NOT NULL,
    large_print boolean NOT NULL,
    card boolean NOT NULL,
    teach_back boolean NOT NULL,
    version character varying NOT NULL,
    reprint boolean NOT NULL,
    CONSTRAINT somebody_gave_it CHECK ((length((given_by)::text) > 0))
);
CREATE TABLE public.meeting (
    id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    names_shown boolean NOT NULL,
    state character varying NOT NULL,
    signed_by character varying,
    signed_at timestamp with time zone,
    ad_hoc boolean NOT NULL,
    CONSTRAINT signed_by_somebody_at_a_moment CHECK (((signed_by IS NULL) = (signed_at IS NULL))),
    CONSTRAINT signed_when_closed CHECK ((((state)::text = 'closed'::text) = (signed_by IS NOT NULL))),
    CONSTRAINT state_known CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'held'::character varying, 'closed'::character varying])::text[])))
);
CREATE TABLE public.note (
    kind character varying NOT NULL,
    key character varying NOT NULL,
    text character varying NOT NULL,
    CONSTRAINT a_note_has_a_key CHECK (((key)::text <> ''::text)),
    CONSTRAINT kind_known CHECK (((kind)::text = ANY ((ARRAY['draft'::character varying, 'saved_filter'::character varying, 'header_mapping'::character varying, 'rule_set'::character varying])::text[])))
);
CREATE TABLE public.presence (
    desk uuid NOT NULL,
    who text NOT NULL,
    case_id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
CREATE TABLE public.queue_form (
    one boolean DEFAULT true NOT NULL,
    application bigint NOT NULL,
    form integer NOT NULL,
    CONSTRAINT queue_form_one_check CHECK (one)
);
CREATE TABLE public.queue_line (
    number integer NOT NULL,
    case_id uuid NOT NULL,
    digest character varying NOT NULL,
    state character varying NOT NULL,
    waiting boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    meeting_id uuid,
    found character varying NOT NULL,
    name character varying,
    given character varying,
    born date,
    origin character varying,
    sign character varying,
    question character varying,
    facts character varying NOT NULL,
    mark character varying NOT NULL,
    judged_at timestamp with time zone,
    holds_until timestamp with time zone,
    lane integer NOT NULL,
    due double precision NOT NULL,
    ready integer NOT NULL,
    level integer,
    nesms double precision,
    sins double precision,
    bilsky character varying,
    judged character varying NOT NULL,
    seal character varying NOT NULL,
    CONSTRAINT lane_known CHECK (((lane >= 0) AND (lane <= 3))),
    CONSTRAINT ready_known CHECK (((ready >= 0) AND (ready <= 3))),
    CONSTRAINT state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'decided'::character varying, 'withdrawn'::character varying, 'closed'::character varying])::text[])))
);
CREATE SEQUENCE public.queue_line_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.queue_line_number_seq OWNED BY public.queue_line.number;
CREATE TABLE public.queue_sight (
    name character varying NOT NULL,
    text character varying NOT NULL
);
ALTER TABLE ONLY public.queue_line ALTER COLUMN number SET DEFAULT nextval('public.queue_line_number_seq'::regclass);
INSERT INTO public.change_mark VALUES (true, 0);
INSERT INTO public.queue_form VALUES (true, 1296321361, 6);
SELECT pg_catalog.setval('public.queue_line_number_seq', 1, false);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.action_item
    ADD CONSTRAINT action_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.addendum
    ADD CONSTRAINT addendum_pkey PRIMARY KEY (meeting_id, "position");
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_meeting_id_case_id_key UNIQUE (meeting_id, case_id);
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_pkey PRIMARY KEY (meeting_id, "position");
ALTER TABLE ONLY public.attendee
    ADD CONSTRAINT attendee_pkey PRIMARY KEY (meeting_id, "position");
ALTER TABLE ONLY public.audit_anchor
    ADD CONSTRAINT audit_anchor_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.audit_line
    ADD CONSTRAINT audit_line_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.change_mark
    ADD CONSTRAINT change_mark_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (case_id, meeting_id);
ALTER TABLE ONLY public.execution
    ADD CONSTRAINT execution_pkey PRIMARY KEY (case_id, meeting_id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_pkey PRIMARY KEY (case_id, months);
ALTER TABLE ONLY public.leaflet_log
    ADD CONSTRAINT leaflet_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (kind, key);
ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (desk);
ALTER TABLE ONLY public.queue_form
    ADD CONSTRAINT queue_form_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.queue_line
    ADD CONSTRAINT queue_line_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.queue_line
    ADD CONSTRAINT queue_line_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.queue_sight
    ADD CONSTRAINT queue_sight_pkey PRIMARY KEY (name);
CREATE INDEX ix_action_item_case_id ON public.action_item USING btree (case_id);
CREATE INDEX ix_agenda_item_case_id ON public.agenda_item USING btree (case_id);
CREATE INDEX ix_audit_line_case_id ON public.audit_line USING btree (case_id);
CREATE INDEX ix_case_file_meeting_id ON public.case_file USING btree (meeting_id);
CREATE INDEX ix_case_file_state ON public.case_file USING btree (state);
CREATE INDEX ix_leaflet_log_case_id ON public.leaflet_log USING btree (case_id);
CREATE INDEX ix_meeting_starts_at ON public.meeting USING btree (starts_at);
CREATE INDEX ix_queue_line_born ON public.queue_line USING btree (born);
CREATE INDEX ix_queue_line_meeting_id ON public.queue_line USING btree (meeting_id);
CREATE INDEX queue_line_holding ON public.queue_line USING btree (waiting, holds_until);
CREATE INDEX queue_line_marked ON public.queue_line USING btree (waiting, mark);
CREATE INDEX queue_line_order ON public.queue_line USING btree (waiting, lane, due, ready, number);
CREATE TRIGGER audit_line_kept BEFORE DELETE ON public.audit_line FOR EACH ROW EXECUTE FUNCTION public.audit_line_kept();
CREATE TRIGGER audit_line_not_emptied BEFORE TRUNCATE ON public.audit_line FOR EACH STATEMENT EXECUTE FUNCTION public.audit_line_stays();
CREATE TRIGGER audit_line_stays BEFORE UPDATE ON public.audit_line FOR EACH ROW EXECUTE FUNCTION public.audit_line_stays();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.account FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.action_item FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.case_file FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.execution FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.follow_up FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.leaflet_log FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
CREATE TRIGGER something_changed AFTER INSERT OR DELETE OR UPDATE ON public.meeting FOR EACH STATEMENT EXECUTE FUNCTION public.something_changed();
ALTER TABLE ONLY public.action_item
    ADD CONSTRAINT action_item_case_id_meeting_id_fkey FOREIGN KEY (case_id, meeting_id) REFERENCES public.decision(case_id, meeting_id);
ALTER TABLE ONLY public.addendum
    ADD CONSTRAINT addendum_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.meeting(id);
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
ALTER TABLE ONLY public.agenda_item
    ADD CONSTRAINT agenda_item_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.meeting(id);
ALTER TABLE ONLY public.attendee
    ADD CONSTRAINT attendee_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.meeting(id);
ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.meeting(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.meeting(id);
ALTER TABLE ONLY public.execution
    ADD CONSTRAINT execution_case_id_meeting_id_fkey FOREIGN KEY (case_id, meeting_id) REFERENCES public.decision(case_id, meeting_id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT follow_up_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
ALTER TABLE ONLY public.leaflet_log
    ADD CONSTRAINT leaflet_log_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
ALTER TABLE ONLY public.queue_line
    ADD CONSTRAINT queue_line_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
