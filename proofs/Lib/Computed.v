(** * Checks that are computed

    In words.  Certificates are believed because a boolean function, which is proved sound, computes to [true].  This is how
    that is computed, once, and no more of it than decides.

    How.  [computed] leaves an equation to the kernel's virtual machine, which evaluates it when the proof ends; vm_compute and
    reflexivity would have it evaluated a second time, by the tactic.  The virtual machine evaluates both arguments of [&&];
    [&&&] and [|||], of Coq's library, stop at the first that decides, so that a corrupted certificate is refused soon.

    Source.  Elementary.  Assumed: nothing; audit_faults.sh plants an equation that does not hold. *)

From Coq Require Export Bool.
Global Open Scope lazy_bool_scope.

Ltac computed := match goal with |- _ = ?b => vm_cast_no_check (eq_refl b) end.

Lemma both (a b : bool) : a &&& b = true -> a = true /\ b = true.
Proof. destruct a; [split; [reflexivity|assumption]|discriminate]. Qed.

Lemma either (a b : bool) : a ||| b = true -> a = true \/ b = true.
Proof. destruct a; [left; reflexivity|right; assumption]. Qed.
