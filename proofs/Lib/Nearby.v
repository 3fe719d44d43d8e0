(** * Bounds near a point, and least and greatest values

    In words.  A function continuous at x stays close to f(x) nearby ([near_of_continuity]), and
    above half of it where it is positive ([half_near]).  A number that bounds a set, up to a
    member of it, bounds its infimum ([infimum_between]) or supremum ([supremum_between]).

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Lemma near_of_continuity f x eps : continuity_pt f x -> 0 < eps ->
  exists r, 0 < r /\ forall y, Rabs (y - x) < r -> Rabs (f y - f x) < eps.
Proof.
  intros C He; destruct (C eps He) as [r [R0 H]]; exists r; split; [exact R0|]; intros y Hy.
  destruct (Req_dec x y) as [<-|N]; [rewrite Rminus_eq_0, Rabs_R0; exact He|].
  apply H; split; [split; [exact Logic.I|exact N]|exact Hy].
Qed.

Lemma half_near f x : continuity_pt f x -> 0 < f x ->
  exists r, 0 < r /\ forall y, Rabs (y - x) < r -> f x / 2 <= f y.
Proof.
  intros C P; destruct (near_of_continuity f x (f x / 2) C ltac:(lra)) as [r [R0 H]].
  exists r; split; [exact R0|]; intros y Y; specialize (H y Y); apply Rabs_lt_between in H; lra.
Qed.

Lemma continuity_of_derive f x l : is_derive f x l -> continuity_pt f x.
Proof.
  intros D; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
  exists l; exact D.
Qed.

Lemma infimum_between (P : R -> Prop) l x b : (forall y, P y -> l <= y) -> P x -> x <= b ->
  l <= real (Glb_Rbar P) <= b.
Proof.
  intros L X B; destruct (Glb_Rbar_correct P) as [G1 G2].
  assert (U : Rbar_le (Glb_Rbar P) x) by (apply G1; exact X).
  assert (W : Rbar_le l (Glb_Rbar P)) by (apply G2; intros y Y; apply L; exact Y).
  destruct (Glb_Rbar P) as [g| |]; simpl in *; try contradiction; lra.
Qed.

Lemma supremum_between (P : R -> Prop) x b l : (forall y, P y -> y <= b) -> P x -> l <= x ->
  l <= real (Lub_Rbar P) <= b.
Proof.
  intros L X B; destruct (Lub_Rbar_correct P) as [G1 G2].
  assert (U : Rbar_le x (Lub_Rbar P)) by (apply G1; exact X).
  assert (W : Rbar_le (Lub_Rbar P) b) by (apply G2; intros y Y; apply L; exact Y).
  destruct (Lub_Rbar P) as [g| |]; simpl in *; try contradiction; lra.
Qed.
