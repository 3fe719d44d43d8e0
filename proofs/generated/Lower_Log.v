(** Not made yet. *)
