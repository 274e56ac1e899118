/** What the integration's WebSocket commands say, and what of Home Assistant's frontend is used. */

export interface Visit {
  visit_id: string;
  place: string;
  camera: string;
  plate: string | null;
  name: string | null;
  category: string | null;
  /** Of a known vehicle, or of the list that it is on. */
  subentry_id: string | null;
  status: Status;
  status_reason: string;
  match: string;
  sure: boolean;
  started_at: string;
  ended_at: string | null;
  end_reason: string | null;
  arrival: boolean;
  arrival_reason: string | null;
  may_open: boolean;
  resembles: { vehicle_id: string; match: string } | null;
  vehicle_type: string | null;
  make: string | null;
  model: string | null;
  color: string | null;
  sighting_id: string;
  picture: string | null;
  thumbnail: string | null;
  /** Whether its plate is a pseudonym: nobody can be made known by that. */
  is_masked: boolean;
}

export type Status = "known" | "stranger" | "blocked" | "expired" | "ignored" | "unread";

export interface Quota {
  limit: number;
  used: number;
  left: number;
  resets_at: string | null;
  runs_out_at: string | null;
  state: "fine" | "low" | "used_up";
}

export interface Camera {
  subentry_id: string;
  name: string;
  place: string;
  camera_entity_id: string | null;
  /** Null for those who may not scan it, too. */
  scan_entity_id: string | null;
  button_entity_id: string | null;
  picture_entity_id: string | null;
  /** Whether it is scanned by itself; null where it only receives. */
  scanning: boolean | null;
  decision: { reason: string; at: string } | null;
}

export interface Place {
  place: string;
  here: Visit[];
}

export interface Account {
  config_entry_id: string;
  title: string;
  kind: "cloud" | "sdk" | "webhook";
  may_edit: boolean;
  quota: Quota | null;
  cameras: Camera[];
  places: Place[];
}

export interface Overview {
  accounts: Account[];
}

export interface VisitPage {
  visits: Visit[];
  /** By which older ones are asked for; null if there are none. */
  before: string | null;
}

/** Edges in per cent of the upright picture, from its left and its top. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Areas {
  camera: string;
  /** Address of a picture that was taken for this. */
  picture: string;
  width: number;
  height: number;
  zone: Area | null;
  masks: Area[];
}

export interface Advice {
  key: string;
  values: Record<string, string | number>;
  picture: string | null;
  seen_at: string | null;
}

export interface Coaching {
  since: string | null;
  sightings: number;
  advice: Advice[];
}

export interface CardConfig {
  type: string;
  title?: string;
  config_entry_id?: string;
  places?: string[];
  visits?: number;
  show?: Part[];
}

export type Part = "here" | "timeline" | "quota" | "cameras";
export const PARTS: readonly Part[] = ["here", "timeline", "quota", "cameras"];

/** Of Home Assistant's registry: what is used here of it. */
export interface Device {
  config_entry_id: string | null;
  model: string | null;
  name: string | null;
  name_by_user: string | null;
}

export interface Hass {
  devices: Record<string, Device>;
  language: string;
  locale: { language: string; time_format?: string };
  config: { time_zone: string };
  user?: { is_admin: boolean };
  connection: {
    subscribeMessage<Message>(
      callback: (message: Message) => void,
      message: object,
      options?: { resubscribe: boolean },
    ): Promise<() => Promise<void>>;
    addEventListener(event: "ready", listener: () => void): void;
    removeEventListener(event: "ready", listener: () => void): void;
  };
  callWS<Answer>(message: object): Promise<Answer>;
  callService(
    domain: string,
    service: string,
    data: object,
    target: object | undefined,
    notifyOnError: boolean,
  ): Promise<unknown>;
}
