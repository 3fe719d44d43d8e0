(** * n independent monitored samples: first properties of the model (Model.v)

    In words.  A list of n signals, each an agreement with probability q, independently.
    [expect q n v] is the mean of v, any function of the whole list.

    - [expect_count]: functions of the number of agreements have their binomial mean.
    - [score_mean], [score_square]: the score of the list is the sum of the scores of its
      signals, has mean 0, and its variance, the Fisher information, adds up:
      I_n = n q'^2/(q(1-q)).
    - [score_identity]: d/de E_e[v] = E_e[v * score], whatever v.
    - [first_order]: if effort eta is a best reply to v then E[v * score] = c'(eta).

    Source.  Standard (Fisher information of independent samples).

    Assumed: q differentiable at the effort, with a value strictly between 0 and 1. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt.
From FirstBest.Lib Require Export Model.
Import ListNotations.
Open Scope R_scope.

Lemma signals_length n : forall s, In s (signals n) -> length s = n.
Proof.
  induction n as [|n IH]; simpl; intros s H.
  - destruct H as [<-|[]]; reflexivity.
  - apply in_app_or in H; destruct H as [H|H]; apply in_map_iff in H;
      destruct H as [t [<- Ht]]; simpl; rewrite IH by exact Ht; reflexivity.
Qed.

Lemma count_length s : (count s <= length s)%nat.
Proof. induction s as [|[] s IH]; simpl; lia. Qed.

Lemma prob_nonneg q s : 0 <= q <= 1 -> 0 <= prob q s.
Proof.
  intros Hq; induction s as [|[] s IH]; simpl; [lra| |]; apply Rmult_le_pos; lra.
Qed.

Lemma E_app (A : Type) (l l' : list A) p f : E A (l ++ l') p f = E A l p f + E A l' p f.
Proof. unfold E; induction l as [|a l IH]; simpl; [ring|rewrite IH; ring]. Qed.

Lemma E_cons_signal q b (l : list (list bool)) v :
  E (list bool) (map (cons b) l) (prob q) v =
  (if b then q else 1 - q) * E (list bool) l (prob q) (fun t => v (b :: t)).
Proof. unfold E; induction l as [|a l IH]; simpl; [ring|rewrite IH; simpl; ring]. Qed.

Lemma expect_0 q v : expect q 0 v = v [].
Proof. unfold expect, E; simpl; ring. Qed.

(** The first signal is independent of the others. *)
Lemma expect_S q n v : expect q (S n) v =
  q * expect q n (fun t => v (true :: t)) + (1 - q) * expect q n (fun t => v (false :: t)).
Proof. unfold expect; simpl; rewrite E_app, !E_cons_signal; reflexivity. Qed.

(** ** Linearity and order *)

Lemma expect_plus q n f g : expect q n (fun s => f s + g s) = expect q n f + expect q n g.
Proof. apply E_plus. Qed.

Lemma expect_minus q n f g : expect q n (fun s => f s - g s) = expect q n f - expect q n g.
Proof. apply E_minus. Qed.

Lemma expect_scale q n a f : expect q n (fun s => a * f s) = a * expect q n f.
Proof. apply E_scale. Qed.

Lemma expect_const q n : forall a, expect q n (fun _ => a) = a.
Proof. induction n as [|n IH]; intros a; [apply expect_0|rewrite expect_S, !IH; ring]. Qed.

Lemma expect_ext q n f g : (forall s, length s = n -> f s = g s) -> expect q n f = expect q n g.
Proof. intros H; apply E_ext; intros s Hs; apply H, signals_length, Hs. Qed.

Lemma expect_le q n f g : 0 <= q <= 1 -> (forall s, length s = n -> f s <= g s) ->
  expect q n f <= expect q n g.
Proof.
  intros Hq H; apply E_le; [intros; apply prob_nonneg; exact Hq|].
  intros s Hs; apply H, signals_length, Hs.
Qed.

(** Functions of the number of agreements have their binomial mean. *)
Theorem expect_count q n : forall f, expect q n (fun s => f (count s)) = mean q n f.
Proof.
  induction n as [|n IH]; intros f; [apply expect_0|].
  rewrite expect_S; cbn [count mean]; rewrite (IH (fun k => f (S k))), IH; reflexivity.
Qed.

(** ** The score *)

Section Score.
Variables q d : R.
Hypothesis Hq : probability q.

Lemma score_count s :
  score q d s = d / (q * (1 - q)) * (INR (count s) - INR (length s) * q).
Proof.
  destruct Hq; induction s as [|[] s IH]; cbn [score count length sample_score].
  - simpl; ring.
  - rewrite IH, !S_INR; field; lra.
  - rewrite IH, !S_INR; field; lra.
Qed.

Lemma score_mean n : expect q n (score q d) = 0.
Proof.
  rewrite (expect_ext q n _ (fun s => d / (q * (1 - q)) * (INR (count s) - INR n * q))).
  2:{ intros s Hs; rewrite score_count, Hs; reflexivity. }
  rewrite expect_scale, (expect_count q n (fun k => INR k - INR n * q)).
  pose proof (mean_deviation q n 0) as M.
  rewrite (mean_ext q n _ (fun k => INR k - INR n * q - 0)) by (intros; ring).
  rewrite M; ring.
Qed.

(** Information adds up over samples. *)
Theorem score_square n :
  expect q n (fun s => score q d s * score q d s) = INR n * information q d.
Proof.
  destruct Hq.
  rewrite (expect_ext q n _ (fun s => (d / (q * (1 - q)) * (d / (q * (1 - q)))) *
    ((INR (count s) - INR n * q) * (INR (count s) - INR n * q)))).
  2:{ intros s Hs; rewrite score_count, Hs; ring. }
  rewrite expect_scale,
    (expect_count q n (fun k => (INR k - INR n * q) * (INR k - INR n * q))), variance.
  unfold information; field; lra.
Qed.

Lemma information_pos : d <> 0 -> 0 < information q d.
Proof.
  destruct Hq; intros Hd; unfold information; apply Rdiv_lt_0_compat; [|nra].
  apply Rlt_0_sqr; exact Hd.
Qed.
End Score.

(** The slope of expected utility in effort is its covariance with the score. *)
Theorem score_identity (q : R -> R) (eta d : R) n :
  is_derive q eta d -> probability (q eta) -> forall v,
  is_derive (fun e => expect (q e) n v) eta (expect (q eta) n (fun s => v s * score (q eta) d s)).
Proof.
  intros Hd [P0 P1]; induction n as [|n IH]; intros v.
  - rewrite expect_0; cbn [score]; rewrite Rmult_0_r.
    apply is_derive_ext with (fun _ => v []); [intros; rewrite expect_0; reflexivity|].
    apply @is_derive_const.
  - apply is_derive_ext with (fun e => q e * expect (q e) n (fun t => v (true :: t)) +
      (1 - q e) * expect (q e) n (fun t => v (false :: t))).
    { intros; rewrite expect_S; reflexivity. }
    pose proof (IH (fun t => v (true :: t))) as T; pose proof (IH (fun t => v (false :: t))) as F.
    set (X := fun e => expect (q e) n (fun t => v (true :: t))) in *.
    set (Y := fun e => expect (q e) n (fun t => v (false :: t))) in *.
    set (X' := expect (q eta) n (fun s => v (true :: s) * score (q eta) d s)) in *.
    set (Y' := expect (q eta) n (fun s => v (false :: s) * score (q eta) d s)) in *.
    assert (V : expect (q eta) (S n) (fun s => v s * score (q eta) d s) =
      (d * X eta + q eta * X') + (- d * Y eta + (1 - q eta) * Y')).
    { rewrite expect_S; cbn [score sample_score].
      rewrite (expect_ext _ _ (fun t => v (true :: t) * (d / q eta + score (q eta) d t))
        (fun t => d / q eta * v (true :: t) + v (true :: t) * score (q eta) d t))
        by (intros; ring).
      rewrite (expect_ext _ _ (fun t => v (false :: t) * (- (d / (1 - q eta)) + score (q eta) d t))
        (fun t => - (d / (1 - q eta)) * v (false :: t) + v (false :: t) * score (q eta) d t))
        by (intros; ring).
      rewrite !expect_plus, !expect_scale; unfold X, Y, X', Y'; field; lra. }
    rewrite V.
    change (is_derive (fun e => q e * X e + (1 - q e) * Y e) eta
      (plus (d * X eta + q eta * X') (- d * Y eta + (1 - q eta) * Y'))).
    apply @is_derive_plus.
    + apply (is_derive_mult q X eta d X' Hd T); intros; apply Rmult_comm.
    + assert (C : is_derive (fun e => 1 - q e) eta (- d)).
      { replace (- d) with (minus 0 d) by (unfold minus, plus, opp; simpl; ring).
        apply @is_derive_minus; [apply @is_derive_const|exact Hd]. }
      apply (is_derive_mult (fun e => 1 - q e) Y eta (- d) Y' C F); intros; apply Rmult_comm.
Qed.

(** ** Best replies *)

(** An interior maximum has slope 0. *)
Lemma interior_maximum f x l : 0 < x < 1 -> is_derive f x l ->
  (forall y, 0 <= y <= 1 -> f y <= f x) -> l = 0.
Proof.
  intros [X0 X1] D M; apply is_derive_Reals in D.
  pose (pr := exist _ l D : derivable_pt f x).
  assert (Z : derive_pt f x pr = 0).
  { apply (deriv_maximum f 0 1 x pr X0 X1); intros y Y0 Y1; apply M; lra. }
  exact Z.
Qed.

Theorem first_order (q c : R -> R) n v eta d c1 :
  0 < eta < 1 -> is_derive q eta d -> probability (q eta) -> is_derive c eta c1 ->
  implements q c n v eta -> expect (q eta) n (fun s => v s * score (q eta) d s) = c1.
Proof.
  intros He Hd P Hc I.
  assert (D : is_derive (fun e => expect (q e) n v - c e) eta
    (minus (expect (q eta) n (fun s => v s * score (q eta) d s)) c1)).
  { apply @is_derive_minus; [apply score_identity; assumption|exact Hc]. }
  apply (interior_maximum _ _ _ He) in D; [|exact I].
  unfold minus, plus, opp in D; simpl in D; lra.
Qed.
