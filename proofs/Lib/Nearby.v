(** * Bounds near a point

    In words.  A function continuous at x stays close to f(x) nearby ([near_of_continuity]), and
    above half of it where it is positive ([half_near]).  What lies within eps/r(n) of K/r(n) from some n on, for every eps > 0, tends to K when
    multiplied by r(n) ([limit_of_between]).

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Eventually.
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

Lemma limit_of_between (r x : nat -> R) K :
  (forall eps, 0 < eps -> eventually (fun n => 0 < r n /\ (K - eps) / r n <= x n <= (K + eps) / r n)) ->
  is_lim_seq (fun n => r n * x n) K.
Proof.
  intros H; apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E0.
  destruct (H (eps / 2) ltac:(lra)) as [N B]; exists N; intros n Hn; destruct (B n Hn) as [R0 [L U]].
  apply Rmult_le_compat_l with (r := r n) in L; [|lra]; apply Rmult_le_compat_l with (r := r n) in U; [|lra].
  replace (r n * ((K - eps / 2) / r n)) with (K - eps / 2) in L by (field; lra).
  replace (r n * ((K + eps / 2) / r n)) with (K + eps / 2) in U by (field; lra).
  apply Rabs_lt_between; split; lra.
Qed.

(** A continuous payoff with one best effort loses a fixed amount at every distance from it: what the limits of the gap
    ask under the name "separated". *)
Theorem separated_of_strict f eta : 0 < eta < 1 -> (forall e, 0 <= e <= 1 -> continuity_pt f e) ->
  (forall e, 0 <= e <= 1 -> e <> eta -> f e < f eta) ->
  forall r, 0 < r -> exists g, 0 < g /\ forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> f e <= f eta - g.
Proof.
  intros He C B r Hr.
  assert (Side : forall a b, 0 <= a -> b <= 1 -> (b < eta \/ eta < a) ->
    exists g, 0 < g /\ forall e, a <= e <= b -> f e <= f eta - g).
  { intros a b A D O; destruct (Rle_or_lt a b) as [L|L].
    - destruct (continuity_ab_maj f a b L) as [x [X1 X2]]; [intros; apply C; lra|].
      assert (f x < f eta) by (apply B; lra).
      exists (f eta - f x); split; [lra|]; intros e E; specialize (X1 e E); lra.
    - exists 1; split; [lra|]; intros; lra. }
  assert (O1 : eta - r < eta \/ eta < 0) by lra; assert (O2 : 1 < eta \/ eta < eta + r) by lra.
  destruct (Side 0 (eta - r) ltac:(lra) ltac:(lra) O1) as [g1 [G1 L1]].
  destruct (Side (eta + r) 1 ltac:(lra) ltac:(lra) O2) as [g2 [G2 L2]].
  exists (Rmin g1 g2); split; [apply Rmin_glb_lt; assumption|]; intros e E F.
  pose proof (Rmin_l g1 g2); pose proof (Rmin_r g1 g2).
  unfold Rabs in F; destruct (Rcase_abs (e - eta)) as [N|N]; [specialize (L1 e)|specialize (L2 e)]; lra.
Qed.
