(** * The gap from above, three families of utilities: the statement, and what effort seen is worth

    In words.  The economies of PriceEnd.v.  [gap_at_most]: with contracts of a class the company loses at most so much
    against effort seen.  [seen_at_most] bounds what effort seen is worth by Fenchel's and Young's inequality at one price,
    which leaves a polynomial.

    Source.  This project.  Assumed: nothing. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From FirstBest.Lib Require Export PriceEnd.
Open Scope R_scope.

(** ** The statement *)

Section Statement.
Variable m : economy.

(** Some contract of the class and some effort that it makes a best reply are worth, but for u, as much as any effort with
    effort seen. *)
Definition gap_at_most (class : (list bool -> R) -> Prop) (n : nat) (u : R) : Prop :=
  exists v e, class v /\ offers m n v e /\
    forall e0, 0 <= e0 <= 1 -> payable (family m) (utility m e0) -> seen m e0 <= under m n v e + u.

Definition any_pay (v : list bool -> R) : Prop := True.

(** So the supremum with effort seen exceeds the supremum over the contracts of the class by u at most. *)
Theorem wage_gap_suprema (class : (list bool -> R) -> Prop) n u first second : gap_at_most class n u ->
  is_lub (fun x => exists e, 0 <= e <= 1 /\ payable (family m) (utility m e) /\ x = seen m e) first ->
  is_lub (fun x => exists v e, class v /\ offers m n v e /\ x = under m n v e) second -> first <= second + u.
Proof.
  intros [v [e [C [Of G]]]] [_ F] [S _].
  assert (under m n v e <= second) by (apply S; exists v, e; split; [exact C|split; [exact Of|reflexivity]]).
  apply F; intros x [e0 [He [Pe ->]]]; pose proof (G e0 He Pe); lra.
Qed.

(** ** What effort seen is worth at most *)

Definition seen_at_most (price_there : point) (most near bend : Q) : bool :=
  check_point (family m) price_there &&&
  bowl_above near bend
    (add [Qred (most - peak_high (family m) price_there)]
      (add (scale_by (-1) (benefit_poly m)) (scale_by (price price_there) (utility_poly m)))).

Lemma seen_at_most_sound p most near bend e : well_formed (family m) = true -> seen_at_most p most near bend = true ->
  0 <= e <= 1 -> payable (family m) (utility m e) -> seen m e <= Q2R most.
Proof.
  intros Wf H He Pe; unfold seen_at_most in H; apply both in H; destruct H as [P B].
  destruct (check_point_sound _ _ Wf P) as [Y [_ [Pk _]]].
  pose proof (peak_above (family m) Wf _ _ Y Pe) as F.
  pose proof (bowl_above_value _ _ _ (root m e) B (root_range m e He)) as V.
  rewrite !value_add, !value_scale, benefit_value, utility_value in V by lra; cbn [value] in V.
  replace (Q2R (-1)) with (-1) in V by (unfold Q2R; simpl; field); rewrite Q2R_red, Q2R_minus in V.
  unfold seen; lra.
Qed.

(** ** Effort and its root *)

Definition effort (x : R) : R := match exponent m with Whole _ => x | Half _ => x * x end.

Lemma effort_range x : 0 <= x <= 1 -> 0 <= effort x <= 1.
Proof. intros H; unfold effort; destruct (exponent m); [exact H|nra]. Qed.

Lemma effort_rises x y : 0 <= x <= y -> effort x <= effort y.
Proof. intros H; unfold effort; destruct (exponent m); nra. Qed.

Lemma effort_of_root e : 0 <= e -> effort (root m e) = e.
Proof. intros H; unfold effort, root; destruct (exponent m); [reflexivity|apply sqrt_sqrt, H]. Qed.

Lemma root_of_effort x : 0 <= x -> root m (effort x) = x.
Proof. intros H; unfold effort, root; destruct (exponent m); [reflexivity|apply sqrt_square, H]. Qed.
End Statement.

(** The upper ends of several sizes. *)
Definition upper_ends (m : economy) (class : (list bool -> R) -> Prop) (ends : list (positive * Q)) : Prop :=
  forall n u, In (n, u) ends -> gap_at_most m class (Pos.to_nat n) (Q2R u).
