(** T6 (linear rate), the upper bound.

    In words: pay whose utility is linear in the score, v = u + (c'/I)*g, gives exactly the incentive c', and costs at
    most h(u) + M*c'^2/(2*I) where h'' <= M on the utilities paid. With T7's lower bound this pins the cost of incentives
    between m and M times c'^2/(2*I); both tend to h''(u) as I = n*I_1 grows and pay concentrates.

    First for any finite space of signals as in T7_GeneralRate.v, with the pointwise bound from above; then for the model of
    n independent monitored samples: [linear_contract] pays a utility linear in the share of agreements, and
    [model_upper_bound] bounds its cost; [linear_contract_implements]: effort is a global best reply to it.
    Assumed: the cost convex in the probability of agreement;
    h [bent] with modulus M at u on the utilities paid (from h'' <= M, Lib/Curvature.v). *)

From Coq Require Import Reals List Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature BestReply.
Open Scope R_scope.

Section Linear.
  Variable A : Type.
  Variable space : list A.
  Variable p : A -> R.
  Hypothesis p_nonneg : forall s, In s space -> 0 <= p s.
  Hypothesis p_total : E A space p (fun _ => 1) = 1.

  Notation Ex := (E A space p).

  (** Pay linear in the score. *)
  Definition linear_pay (g : A -> R) (u i c : R) (s : A) : R := u + c / i * g s.

  Theorem linear_participation : forall g u i c,
    Ex g = 0 -> Ex (linear_pay g u i c) = u.
  Proof.
    intros g u i c Hg. unfold linear_pay.
    rewrite E_plus, E_scale, Hg, (E_const A space p u), p_total. ring.
  Qed.

  Theorem linear_incentive : forall g u i c,
    Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    Ex (fun s => linear_pay g u i c s * g s) = c.
  Proof.
    intros g u i c Hg Hi Hpos. unfold linear_pay.
    rewrite (E_ext A space p _ (fun s => u * g s + c / i * (g s * g s))) by (intros; ring).
    rewrite E_plus, 2 E_scale, Hg, Hi. field. lra.
  Qed.

  Theorem linear_upper_bound : forall (h : R -> R) g (u d m i c : R),
    Ex g = 0 -> Ex (fun s => g s * g s) = i -> 0 < i ->
    (forall s, In s space ->
       let v := linear_pay g u i c s in
       h v <= h u + d * (v - u) + m / 2 * ((v - u) * (v - u))) ->
    Ex (fun s => h (linear_pay g u i c s)) <= h u + m * (c * c) / (2 * i).
  Proof.
    intros h g u d m i c Hg Hi Hpos H.
    pose proof (E_le A space p p_nonneg _ _ H) as Hle. unfold linear_pay in *.
    rewrite (E_ext A space p
      (fun s => h u + d * (u + c / i * g s - u)
                + m / 2 * ((u + c / i * g s - u) * (u + c / i * g s - u)))
      (fun s => h u + (d * (c / i)) * g s + (m / 2 * (c / i * (c / i))) * (g s * g s))) in Hle
      by (intros; ring).
    rewrite E_plus, E_plus, 2 E_scale, Hg, Hi, (E_const A space p (h u)), p_total in Hle.
    assert (m / 2 * (c / i * (c / i)) * i = m * (c * c) / (2 * i)) as Heq by (field; lra).
    rewrite Heq in Hle. lra.
  Qed.
End Linear.

(** ** The model: n independent monitored samples *)

(** Utility linear in the share of agreements: it moves by c'/q' times the share's deviation from q(eta). *)
Definition linear_contract (q0 d c1 u : R) (n : nat) (s : list bool) : R :=
  u + c1 / d * (INR (count s) / INR n - q0).

Section Samples.
  Variables (q c : R -> R) (eta d c1 : R).
  Hypothesis Hd : d <> 0.
  Hypothesis Pq : probability (q eta).

  Notation linear u n := (linear_contract (q eta) d c1 u n).

  (** It is linear in the score: c'/I_n times the list's score is c'/q' times the deviation. *)
  Lemma linear_contract_score : forall u n s, (0 < n)%nat -> length s = n ->
    linear u n s = linear_pay (list bool) (score (q eta) d) u (INR n * information (q eta) d) c1 s.
  Proof.
    intros u n s Hn Hs; apply lt_INR in Hn; simpl in Hn; destruct Pq.
    unfold linear_contract, linear_pay, information; rewrite score_count, Hs by exact Pq.
    field; repeat split; lra.
  Qed.

  (** At any probability of agreement its mean is linear in that probability. *)
  Lemma linear_contract_mean : forall u n p, (0 < n)%nat ->
    expect p n (linear u n) = u + c1 / d * (p - q eta).
  Proof.
    intros u n p Hn; apply lt_INR in Hn; simpl in Hn; unfold linear_contract.
    rewrite expect_plus, expect_const, expect_scale, expect_minus, expect_const.
    rewrite (expect_ext _ _ _ (fun s => / INR n * INR (count s))) by (intros; field; lra).
    rewrite expect_scale, (expect_count p n INR).
    pose proof (mean_deviation p n (- (INR n * p))) as M.
    rewrite (mean_ext p n _ INR) in M by (intros; ring).
    rewrite M; field; lra.
  Qed.

  Theorem linear_contract_participates : forall U0 n, (0 < n)%nat ->
    participates q c U0 n (linear (U0 + c eta) n) eta.
  Proof.
    intros U0 n Hn; unfold participates; rewrite linear_contract_mean by exact Hn.
    replace (q eta - q eta) with 0 by ring; lra.
  Qed.

  (** What it costs: at most M c'^2/(2 n I) above the first best, M the largest curvature of h on its pay. *)
  Theorem model_upper_bound : forall h u s M n, (0 < n)%nat ->
    bent (fun x => exists k, (k <= n)%nat /\ x = u + c1 / d * (INR k / INR n - q eta)) h M u s ->
    expect (q eta) n (fun l => h (linear u n l)) <=
    h u + M * (c1 * c1) / (2 * (INR n * information (q eta) d)).
  Proof.
    intros h u s M n Hn B.
    pose proof (information_pos (q eta) d Pq Hd) as I0.
    assert (Hn' : 0 < INR n) by (apply lt_INR in Hn; exact Hn).
    assert (Q01 : 0 <= q eta <= 1) by (destruct Pq; lra).
    rewrite (expect_ext _ _ _ (fun l => h (linear_pay (list bool) (score (q eta) d) u
      (INR n * information (q eta) d) c1 l)))
      by (intros l Hl; rewrite <- linear_contract_score by assumption; reflexivity).
    apply (linear_upper_bound (list bool) (signals n) (prob (q eta))
      (fun l _ => prob_nonneg (q eta) l Q01) (expect_const (q eta) n 1) h (score (q eta) d) u s M).
    - apply score_mean; exact Pq.
    - apply score_square; exact Pq.
    - apply Rmult_lt_0_compat; assumption.
    - intros l Hl; apply signals_length in Hl; cbv zeta.
      rewrite <- linear_contract_score by assumption.
      apply B; exists (count l); split; [rewrite <- Hl; apply count_length|reflexivity].
  Qed.

  (** Where the cost is convex in the probability of agreement, eta is a global best reply to it: no deviation pays,
      however large. *)
  Theorem linear_contract_implements : forall u n, (0 < n)%nat ->
    0 <= eta <= 1 -> 0 < d -> is_derive q eta d -> is_derive c eta c1 ->
    convex_in_agreement q c ->
    implements q c n (linear u n) eta.
  Proof.
    intros u n Hn He Dp Dq Dc Conv e He'; rewrite !linear_contract_mean by exact Hn.
    pose proof (cost_supporting_line q c eta d c1 He Dq Dp Dc Conv e He').
    replace (q eta - q eta) with 0 by ring; lra.
  Qed.

  (** The same for the linear wage, whose utility is concave in the count (as for every concave u): the first-order
      condition makes eta a global best reply. *)
  Theorem concave_contract_implements : forall (w : nat -> R) n,
    0 <= eta <= 1 -> 0 < d -> is_derive q eta d -> is_derive c eta c1 ->
    convex_in_agreement q c ->
    (forall e, 0 <= e <= 1 -> 0 <= q e <= 1) ->
    (forall k, (S k <= n)%nat -> w (S (S k)) - w (S k) <= w (S k) - w k) ->
    INR (S n) * mean (q eta) n (fun k => w (S k) - w k) * d = c1 ->
    implements q c (S n) (fun s => w (count s)) eta.
  Proof.
    intros w n He Dp Dq Dc Conv Q01 Conc Foc e He'; rewrite !(expect_count _ _ w).
    apply (concave_implements q c eta d c1 He Dq Dp Dc Conv (fun x => mean x (S n) w)
      (INR (S n) * mean (q eta) n (fun k => w (S k) - w k)) Foc); [|exact He'].
    intros x Hx; apply mean_concave; [exact Conc|apply Q01; exact He|apply Q01; exact Hx].
  Qed.
End Samples.
