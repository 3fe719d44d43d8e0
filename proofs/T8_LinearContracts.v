(** * T8, linear contracts with two efforts: no better than 1/n

    In words.  With two efforts a binary contract's premium falls exponentially in n.  Pay whose
    utility is linear in the share of agreements does not profit: preferring the target needs a
    slope of at least (c1 - c0)/(q1 - q0), so at every n its premium is at least m/2 times the
    variance it causes ([linear_two_efforts_lower]), and that slope suffices, at most M/2 times it
    ([linear_two_efforts_upper]): of order 1/n from both sides.

    Source.  Liu, Wang, Ma, Li, arXiv:2502.06387, for the contrast; elementary.

    Assumed.  m <= h'' in the sense of [curved] on the utilities that may be paid, h nondecreasing;
    from above [bent] with M on the utilities that the contract pays. *)

From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples Curvature.
Open Scope R_scope.

Definition linear_share (a b : R) (n k : nat) : R := a + b * (INR k / INR n).

Lemma linear_share_mean a b n x : (0 < n)%nat -> mean x n (linear_share a b n) = a + b * x.
Proof.
  intros Hn; apply lt_0_INR in Hn.
  rewrite (mean_ext x n _ (fun k => (a + b * x) + b / INR n * (INR k - INR n * x - 0)))
    by (intros; unfold linear_share; field; lra).
  rewrite mean_plus, mean_const, mean_scale, mean_deviation; ring.
Qed.

Lemma linear_share_variance a b n x : (0 < n)%nat -> 0 <= x <= 1 ->
  mean x n (fun k => (linear_share a b n k - (a + b * x)) * (linear_share a b n k - (a + b * x))) =
  b * b * (x * (1 - x)) / INR n.
Proof.
  intros Hn Hx; apply lt_0_INR in Hn.
  rewrite (mean_ext x n _ (fun k => b * b / (INR n * INR n) * ((INR k - INR n * x) * (INR k - INR n * x))))
    by (intros; unfold linear_share; field; lra).
  rewrite mean_scale, variance; field; lra.
Qed.

Section Two.
Variables (U0 c0 c1 q0 q1 : R) (h : R -> R).
Hypothesis Hc : c0 < c1.
Hypothesis Hq : q0 < q1.
Hypothesis Hq1 : 0 <= q1 <= 1.

(** The slope that makes the target just preferred, and the premium's scale. *)
Definition least_slope : R := (c1 - c0) / (q1 - q0).
Definition scale (n : nat) : R := least_slope * least_slope * (q1 * (1 - q1)) / INR n.

Lemma least_slope_pos : 0 < least_slope.
Proof. apply Rdiv_lt_0_compat; lra. Qed.

Theorem linear_two_efforts_lower (pay : R -> Prop) m a b n : (0 < n)%nat -> 0 <= m -> curved pay h m ->
  (forall x y, pay x -> pay y -> x <= y -> h x <= h y) -> interval pay -> pay (U0 + c1) ->
  (forall k, (k <= n)%nat -> pay (linear_share a b n k)) ->
  mean q0 n (linear_share a b n) - c0 <= mean q1 n (linear_share a b n) - c1 ->
  U0 <= mean q1 n (linear_share a b n) - c1 ->
  h (U0 + c1) + m / 2 * scale n <= mean q1 n (fun k => h (linear_share a b n k)).
Proof.
  intros Hn Hm Cu Mono Hi U Py Pref Part; pose proof (linear_share_variance a b n q1 Hn Hq1) as V.
  rewrite !linear_share_mean in Pref by exact Hn; rewrite linear_share_mean in Part by exact Hn.
  set (u := a + b * q1) in *; pose proof (lt_0_INR n Hn) as N0.
  assert (Pu : pay u).
  { pose proof (mean_is_pay pay q1 Hi Hq1 n (fun s => linear_share a b n (count s))) as M.
    rewrite (expect_count q1 n (linear_share a b n)), linear_share_mean in M by exact Hn; apply M.
    intros s Hs; apply Py; rewrite <- Hs; apply count_length. }
  destruct (Cu u Pu) as [s Hs].
  assert (L : mean q1 n (fun k => h u - s * u + (s * linear_share a b n k +
      m / 2 * ((linear_share a b n k - u) * (linear_share a b n k - u)))) <=
    mean q1 n (fun k => h (linear_share a b n k))).
  { apply mean_le; [exact Hq1|]; intros k Hk; specialize (Hs _ (Py k Hk)); lra. }
  rewrite mean_plus, mean_const, mean_plus, !mean_scale, linear_share_mean, V in L by exact Hn.
  fold u in L.
  assert (B : least_slope <= b).
  { apply Rmult_le_reg_r with (q1 - q0); [lra|]; unfold least_slope.
    replace ((c1 - c0) / (q1 - q0) * (q1 - q0)) with (c1 - c0) by (field; lra).
    unfold u in Pref; lra. }
  pose proof least_slope_pos as S0.
  assert (W : scale n <= b * b * (q1 * (1 - q1)) / INR n).
  { unfold scale; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact N0|].
    apply Rmult_le_compat_r; [nra|]; apply Rmult_le_compat; lra. }
  apply Rmult_le_compat_l with (r := m / 2) in W; [|lra].
  pose proof (Mono (U0 + c1) u U Pu ltac:(lra)); lra.
Qed.

Theorem linear_two_efforts_upper M s n : (0 < n)%nat ->
  let a := U0 + c1 - least_slope * q1 in
  bent (fun x => exists k, (k <= n)%nat /\ x = linear_share a least_slope n k) h M (U0 + c1) s ->
  mean q0 n (linear_share a least_slope n) - c0 <= mean q1 n (linear_share a least_slope n) - c1 /\
  U0 <= mean q1 n (linear_share a least_slope n) - c1 /\
  mean q1 n (fun k => h (linear_share a least_slope n k)) <= h (U0 + c1) + M / 2 * scale n.
Proof.
  intros Hn a Be; rewrite !linear_share_mean by exact Hn; unfold a.
  assert (E : least_slope * (q1 - q0) = c1 - c0) by (unfold least_slope; field; lra).
  split; [lra|split; [lra|]]; fold a; set (b := least_slope) in *.
  pose proof (linear_share_variance a b n q1 Hn Hq1) as V.
  replace (a + b * q1) with (U0 + c1) in V by (unfold a; ring).
  apply Rle_trans with (mean q1 n (fun k => (h (U0 + c1) - s * (U0 + c1)) + (s * linear_share a b n k +
    M / 2 * ((linear_share a b n k - (U0 + c1)) * (linear_share a b n k - (U0 + c1)))))).
  - apply mean_le; [exact Hq1|]; intros k Hk.
    pose proof (Be _ (ex_intro _ k (conj Hk eq_refl))); lra.
  - rewrite mean_plus, mean_const, mean_plus, !mean_scale, linear_share_mean, V by exact Hn.
    unfold scale; fold b; unfold a; apply Req_le; ring.
Qed.
End Two.
